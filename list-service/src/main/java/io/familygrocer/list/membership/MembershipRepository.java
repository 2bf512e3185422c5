package io.familygrocer.list.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * Who may what, as it was heard. Each row takes only what is newer: the events of a family come in order, but a dead
 * letter may be replayed late, and a snapshot comes by another way than the events.
 */
@ApplicationScoped
class MembershipRepository {

    private static final String NEWER_THAN_SNAPSHOT = """
            where not exists (select 1 from family_state s where s.family_id = ?1 and s.snapshot_version >= ?2)""";

    /** One thing after the other for a family: its events and its snapshots come at the same time. */
    Uni<Void> lock(UUID familyId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))", Integer.class)
                        .setParameter(1, familyId.toString())
                        .getSingleResult())
                .replaceWithVoid();
    }

    Uni<Void> put(UUID familyId, UUID personId, String role, long version, boolean active) {
        return execute("""
                insert into membership as m (family_id, person_id, role, version, active, changed_at)
                select cast(?1 as uuid), cast(?3 as uuid), cast(?4 as text), cast(?2 as bigint),
                       cast(?5 as boolean), now() %s
                on conflict (family_id, person_id) do update
                  set role = excluded.role, version = excluded.version, active = excluded.active,
                      changed_at = excluded.changed_at
                  where m.version < excluded.version""".formatted(NEWER_THAN_SNAPSHOT), familyId, version, personId, role, active);
    }

    Uni<Void> issue(UUID familyId, UUID passId, UUID listId, String may, Instant expiresAt, long version) {
        return execute("""
                insert into guest_pass as p
                  (family_id, pass_id, list_id, may, expires_at, version, active, changed_at)
                select cast(?1 as uuid), cast(?3 as uuid), cast(?4 as uuid), cast(?5 as text),
                       cast(?6 as timestamptz), cast(?2 as bigint), true, now() %s
                on conflict (family_id, pass_id) do update
                  set list_id = excluded.list_id, may = excluded.may, expires_at = excluded.expires_at,
                      version = excluded.version, changed_at = excluded.changed_at
                  where p.version < excluded.version and p.active""".formatted(NEWER_THAN_SNAPSHOT), familyId, version, passId, listId, may, expiresAt);
    }

    /** Of a pass that we never heard of, the end is kept too: it may be heard of later. */
    Uni<Void> revoke(UUID familyId, UUID passId, long version) {
        return execute("""
                insert into guest_pass as p
                  (family_id, pass_id, list_id, may, expires_at, version, active, changed_at)
                values (?1, ?2, ?2, 'check', now(), ?3, false, now())
                on conflict (family_id, pass_id) do update
                  set version = excluded.version, active = false, changed_at = excluded.changed_at
                  where p.version < excluded.version and p.active""", familyId, passId, version);
    }

    Uni<Void> dissolved(UUID familyId, boolean dissolved, long version) {
        return execute("""
                insert into family_state as s (family_id, dissolved, version) values (?1, ?2, ?3)
                on conflict (family_id) do update
                  set dissolved = excluded.dissolved, version = excluded.version, changed_at = now()
                  where s.version < excluded.version""", familyId, dissolved, version);
    }

    /** Several changes of the preferences may have one version: the later one stands. */
    Uni<Void> prefer(UUID familyId, boolean approval, long version) {
        return execute("""
                insert into family_state as s (family_id, child_additions_need_approval, preferences_version)
                values (?1, ?2, ?3)
                on conflict (family_id) do update
                  set child_additions_need_approval = excluded.child_additions_need_approval,
                      preferences_version = excluded.preferences_version
                  where s.preferences_version <= excluded.preferences_version""", familyId, approval, version);
    }

    Uni<Void> mayDo(long version, String roles) {
        return execute(
                "update capability_table set version = ?1, roles = ?2 where id = ?3 and version < ?1",
                version,
                roles,
                CapabilityTable.ID);
    }

    /** Answers whether the snapshot says anything that may be new. */
    Uni<Boolean> snapshot(UUID familyId, boolean dissolved, boolean approval, long version) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into family_state as s (family_id, dissolved, version,
                                  child_additions_need_approval, preferences_version, snapshot_version)
                                values (?1, ?2, ?4, ?3, ?4, ?4)
                                on conflict (family_id) do update set
                                  dissolved = case when s.version < ?4 then ?2 else s.dissolved end,
                                  version = greatest(s.version, ?4),
                                  child_additions_need_approval = case when s.preferences_version <= ?4
                                    then ?3 else s.child_additions_need_approval end,
                                  preferences_version = greatest(s.preferences_version, ?4),
                                  snapshot_version = ?4,
                                  changed_at = now()
                                where s.snapshot_version <= ?4""")
                        .setParameter(1, familyId)
                        .setParameter(2, dissolved)
                        .setParameter(3, approval)
                        .setParameter(4, version)
                        .executeUpdate())
                .map(changed -> changed == 1);
    }

    /** @param members JSON: an array of objects with {@code personId} and {@code role} */
    Uni<Void> members(UUID familyId, long version, String members) {
        return execute("""
                        insert into membership as m (family_id, person_id, role, version, active, changed_at)
                        select cast(?1 as uuid), x."personId", x.role, cast(?2 as bigint), true, now()
                        from json_to_recordset(cast(cast(?3 as text) as json)) as x("personId" uuid, role text)
                        on conflict (family_id, person_id) do update
                          set role = excluded.role, version = excluded.version, active = true,
                              changed_at = excluded.changed_at
                          where m.version < excluded.version""", familyId, version, members).chain(() -> execute("""
                        update membership set active = false, role = 'none', version = ?2, changed_at = now()
                        where family_id = ?1 and version < ?2 and active and person_id not in (
                          select x."personId" from json_to_recordset(cast(cast(?3 as text) as json)) as x("personId" uuid))""", familyId, version, members));
    }

    /** @param passes JSON: an array of objects with {@code passId}, {@code listId}, {@code may}, {@code expiresAt} */
    Uni<Void> passes(UUID familyId, long version, String passes) {
        return execute("""
                        insert into guest_pass as p
                          (family_id, pass_id, list_id, may, expires_at, version, active, changed_at)
                        select cast(?1 as uuid), x."passId", x."listId", x.may, x."expiresAt", cast(?2 as bigint),
                               true, now()
                        from json_to_recordset(cast(cast(?3 as text) as json))
                          as x("passId" uuid, "listId" uuid, may text, "expiresAt" timestamptz)
                        on conflict (family_id, pass_id) do update
                          set list_id = excluded.list_id, may = excluded.may, expires_at = excluded.expires_at,
                              version = excluded.version, changed_at = excluded.changed_at
                          where p.version < excluded.version and p.active""", familyId, version, passes).chain(() -> execute("""
                        update guest_pass set active = false, version = ?2, changed_at = now()
                        where family_id = ?1 and version < ?2 and active and pass_id not in (
                          select x."passId" from json_to_recordset(cast(cast(?3 as text) as json)) as x("passId" uuid))""", familyId, version, passes));
    }

    /** Nobody belongs to the family any more, nor ever will. */
    Uni<Void> gone(UUID familyId) {
        return execute("delete from membership where family_id = ?1", familyId)
                .chain(() -> execute("delete from guest_pass where family_id = ?1", familyId))
                .chain(() -> dissolved(familyId, true, Long.MAX_VALUE));
    }

    /** Answers the table, the family, the member and the pass, each null where it is not known. */
    Uni<Object[]> heard(UUID familyId, UUID bearerId) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery("""
                                select t, s, m, p from CapabilityTable t
                                left join FamilyState s on s.familyId = ?1
                                left join Membership m on m.familyId = ?1 and m.personId = ?2
                                left join GuestPass p on p.familyId = ?1 and p.passId = ?2""", Object[].class)
                        .setParameter(1, familyId)
                        .setParameter(2, bearerId)
                        .getSingleResult());
    }

    /** Answers the table, and each membership of a person with its family. Index membership_person. */
    Uni<List<Object[]>> heardOf(UUID personId) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery("""
                                select t, s, m from CapabilityTable t
                                left join Membership m on m.personId = ?1
                                left join FamilyState s on s.familyId = m.familyId""", Object[].class)
                        .setParameter(1, personId)
                        .getResultList());
    }

    /** Those of some persons who belong to a family. By the primary key. */
    Uni<List<UUID>> membersAmong(UUID familyId, Collection<UUID> persons) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "select personId from Membership where familyId = ?1 and personId in ?2 and active",
                                UUID.class)
                        .setParameter(1, familyId)
                        .setParameter(2, persons)
                        .getResultList());
    }

    /** Answers each of the families of which anything was heard, and the person's membership of it or null. */
    Uni<List<Object[]>> heardIn(Collection<UUID> familyIds, UUID personId) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery("""
                                select s, m from FamilyState s
                                left join Membership m on m.familyId = s.familyId and m.personId = ?2
                                where s.familyId in ?1""", Object[].class)
                        .setParameter(1, familyIds)
                        .setParameter(2, personId)
                        .getResultList());
    }

    /** The families in which somebody's access changed lately, by the database's clock. */
    Uni<List<UUID>> changedWithin(Duration lately) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select family_id from membership where changed_at >= now() - ?1 * interval '1 ms'
                                union select family_id from guest_pass where changed_at >= now() - ?1 * interval '1 ms'
                                union select family_id from family_state
                                where changed_at >= now() - ?1 * interval '1 ms'""", UUID.class)
                        .setParameter(1, lately.toMillis())
                        .getResultList());
    }

    private static Uni<Void> execute(String statement, Object... parameters) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(statement);
                    for (int i = 0; i < parameters.length; i++) {
                        query.setParameter(i + 1, parameters[i]);
                    }
                    return query.executeUpdate();
                })
                .replaceWithVoid();
    }
}
