package io.familygrocer.family.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.family.Role;
import io.familygrocer.platform.web.ProblemException;

/** Everything that is kept here of one person or family. What hangs on either goes with its row, by foreign keys. */
@ApplicationScoped
class FamilyDataRepository {

    private static final String PERSON = """
            select json_build_object('kind', 'person', 'id', id, 'email', email, 'displayName', display_name,
              'createdAt', created_at)::text from person where id = ?1""";
    private static final String MEMBERSHIPS = """
            select json_build_object('kind', 'membership', 'familyId', f.id, 'familyName', f.name,
              'role', lower(m.role), 'joinedAt', m.joined_at)::text
            from member m join family f on f.id = m.family_id where m.person_id = ?1 order by f.id""";
    private static final String SESSIONS = """
            select json_build_object('kind', 'session', 'id', id, 'device', device, 'methods', methods,
              'createdAt', created_at, 'lastUsedAt', rotated_at, 'endedAt', ended_at, 'reason', end_reason)::text
            from session where person_id = ?1 order by created_at, id""";
    private static final String AUDIT = """
            select json_build_object('kind', 'audit-entry', 'id', id, 'action', lower(replace(action, '_', '-')),
              'detail', detail::json, 'network', network, 'device', device, 'at', happened_at)::text
            from audit_entry where person_id = ?1 order by id""";
    private static final String SIGN_INS = """
            select json_build_object('kind', 'passkey', 'name', name, 'createdAt', created_at,
              'lastUsedAt', last_used_at)::text from passkey where person_id = ?1
            union all
            select json_build_object('kind', 'provider', 'issuer', issuer, 'subject', subject, 'email', email,
              'createdAt', created_at)::text from federated_identity where person_id = ?1""";
    private static final String PROFILE = """
            select json_build_object('kind', 'preferences', 'language', language, 'timeZone', time_zone,
              'quietFrom', quiet_from, 'quietTo', quiet_to)::text from person_preferences where person_id = ?1
            union all
            select json_build_object('kind', 'picture', 'mediaType', media_type,
              'base64', translate(encode(bytes, 'base64'), E'\\n', ''))::text from picture where person_id = ?1
            union all
            select json_build_object('kind', 'diet', 'familyId', family_id, 'allergens', allergens, 'tags', tags)::text
            from diet where person_id = ?1""";
    private static final String FAMILY = """
            select json_build_object('kind', 'family', 'id', id, 'name', name, 'language', language,
              'units', lower(units), 'currency', currency, 'firstDayOfWeek', lower(first_day_of_week),
              'timeZone', time_zone, 'childAdditionsNeedApproval', child_approval,
              'quietHours', case when quiet_from is not null then json_build_object(
                'from', left(quiet_from::text, 5), 'to', left(quiet_to::text, 5)) end)::text
            from family where id = ?1""";
    private static final String MEMBERS = """
            select json_build_object('kind', 'member', 'id', id, 'displayName', display_name, 'role', lower(role))::text
            from (
              select m.person_id as id, p.display_name, m.role, m.joined_at from member m
              join person p on p.id = m.person_id where m.family_id = ?1
              union all
              select id, display_name, role, 'infinity'::timestamptz from placeholder where family_id = ?1) everybody
            order by joined_at, id""";

    /** Reads everything of a person, one kind after the other, each row as JSON. */
    Uni<Void> person(UUID personId, Function<List<String>, Uni<Void>> each) {
        return read(List.of(PERSON, MEMBERSHIPS, PROFILE, SIGN_INS, SESSIONS, AUDIT), personId, each);
    }

    /** Reads everything of a family, as {@link #person}. */
    Uni<Void> family(UUID familyId, Function<List<String>, Uni<Void>> each) {
        return read(List.of(FAMILY, MEMBERS), familyId, each);
    }

    private static Uni<Void> read(List<String> queries, UUID id, Function<List<String>, Uni<Void>> each) {
        return Multi.createFrom()
                .iterable(queries)
                .onItem()
                .transformToUniAndConcatenate(
                        query -> Sql.list(query, String.class, id).chain(each::apply))
                .collect()
                .last();
    }

    Uni<List<UUID>> familiesOf(UUID personId) {
        return Sql.list("select family_id from member where person_id = ?1 order by family_id", UUID.class, personId);
    }

    Uni<List<UUID>> peopleIn(UUID familyId) {
        return Sql.list("select person_id from member where family_id = ?1 order by person_id", UUID.class, familyId);
    }

    /** Until the transaction ends, nobody else changes the family; 404 where there is none. */
    Uni<Void> lockFamily(UUID familyId) {
        return Sql.list("select 1 from family where id = ?1 for update", Integer.class, familyId)
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw ProblemException.notFound();
                    }
                })
                .replaceWithVoid();
    }

    Uni<Optional<Role>> role(UUID familyId, UUID personId) {
        return Sql.list(
                        "select role from member where family_id = ?1 and person_id = ?2",
                        String.class,
                        familyId,
                        personId)
                .map(found -> found.stream().findAny().map(Role::valueOf));
    }

    /** Whether a family would have no owner without this person; it is locked. */
    Uni<Boolean> lastOwner(UUID familyId, UUID personId) {
        return lockFamily(familyId)
                .chain(() -> Sql.list(
                        "select person_id from member where family_id = ?1 and role = 'OWNER'", UUID.class, familyId))
                .map(owners -> owners.equals(List.of(personId)));
    }

    /** Takes somebody out of a family that is locked. */
    Uni<Integer> removeMember(UUID familyId, UUID personId) {
        return Sql.update("delete from member where family_id = ?1 and person_id = ?2", familyId, personId);
    }

    /** Removes a person with all that hangs on them, and the archives of families that they are named in. */
    Uni<Map<String, Long>> removePerson(UUID personId, List<UUID> familyIds) {
        var counts = new LinkedHashMap<String, Long>();
        return count("sessions", "delete from session where person_id = ?1", counts, personId)
                .chain(() -> count("auditEntries", "delete from audit_entry where person_id = ?1", counts, personId))
                .chain(() -> count("memberships", "delete from member where person_id = ?1", counts, personId))
                .chain(() -> count(
                        "passes", "update guest_pass set issued_by = null where issued_by = ?1", counts, personId))
                .chain(() -> count(
                        "archives",
                        "delete from export where requested_by = ?1 or family_id = any(?2)",
                        counts,
                        personId,
                        familyIds.toArray(UUID[]::new)))
                .chain(() -> count("people", "delete from person where id = ?1", counts, personId))
                .replaceWith(counts);
    }

    /** Removes a family with all that hangs on it. */
    Uni<Map<String, Long>> removeFamily(UUID familyId) {
        var counts = new LinkedHashMap<String, Long>();
        return count("memberships", "delete from member where family_id = ?1", counts, familyId)
                .chain(() -> count("archives", "delete from export where family_id = ?1", counts, familyId))
                .chain(() -> count("families", "delete from family where id = ?1", counts, familyId))
                .replaceWith(counts);
    }

    private static Uni<Void> count(String name, String sql, Map<String, Long> counts, Object... parameters) {
        return Sql.update(sql, parameters)
                .invoke(rows -> counts.put(name, (long) rows))
                .replaceWithVoid();
    }
}
