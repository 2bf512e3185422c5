package io.familygrocer.list.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.platform.privacy.Erasure;

/** Takes people and families out of the tables of the service, and puts others in the place of people. */
@ApplicationScoped
class ErasureRepository {

    private static final String FAMILIES_WITH = """
            select family_id from item where added_by = ?1 union select family_id from item where checked_by = ?1
            union select family_id from membership where person_id = ?1
            union select family_id from item where assigned_to = ?1
            union select family_id from trip where started_by = ?1
            union select family_id from purchase where bought_by = ?1
            union select family_id from grocery_list where owner_id = ?1
            union select family_id from grocery_list where shared_with @> array[cast(?1 as uuid)]
            union select family_id from grocery_list where once_shared_with @> array[cast(?1 as uuid)]
            order by family_id""";
    private static final String REPLACE_IN_LOG = """
            update activity set
              person_id = case when person_id = ?2 then ?3 else person_id end,
              before = replace(before, cast(cast(?2 as uuid) as text), cast(cast(?3 as uuid) as text)),
              after = replace(after, cast(cast(?2 as uuid) as text), cast(cast(?3 as uuid) as text))
            where family_id = ?1 and (person_id = ?2
              or position(cast(cast(?2 as uuid) as text) in concat(before, after)) > 0)""";
    private static final String REPLACE_AUTHOR = """
            update item i set
              added_by = case when i.added_by = ?2 then ?3 else i.added_by end,
              checked_by = case when i.checked_by = ?2 then ?3 else i.checked_by end,
              assigned_to = case when i.assigned_to = ?2
                then nullif(cast(?3 as uuid), cast('00000000-0000-0000-0000-000000000000' as uuid))
                else i.assigned_to end,
              details = replace(i.details, cast(cast(?2 as uuid) as text), cast(cast(?3 as uuid) as text)),
              revision = ?4 + theirs.place
            from (select id, row_number() over (order by revision) as place from item
                  where family_id = ?1 and (added_by = ?2 or checked_by = ?2 or assigned_to = ?2
                    or position(cast(cast(?2 as uuid) as text) in details) > 0)) theirs
            where i.family_id = ?1 and i.id = theirs.id""";
    // Lists that nobody else sees go with their owner.
    private static final String FORGET_OWN_ITEMS = """
            delete from item i using grocery_list l
            where l.family_id = ?1 and l.owner_id = ?2 and l.shared_with <@ array[cast(?2 as uuid)]
              and i.family_id = ?1 and i.list_id = l.id""";
    private static final String FORGET_OWN_LISTS = """
            delete from grocery_list where family_id = ?1 and owner_id = ?2 and shared_with <@ array[cast(?2 as uuid)]""";
    private static final String FORGET_TRIPS = """
            update trip t set
              started_by = case when t.started_by = ?2 then ?3 else t.started_by end,
              finished_by = case when t.finished_by = ?2 then ?3 else t.finished_by end,
              claims = replace(t.claims, cast(cast(?2 as uuid) as text), cast(cast(?3 as uuid) as text)),
              revision = ?4 + theirs.place
            from (select id, row_number() over (order by revision) as place from trip
                  where family_id = ?1 and (started_by = ?2 or finished_by = ?2
                    or position(cast(cast(?2 as uuid) as text) in claims) > 0)) theirs
            where t.family_id = ?1 and t.id = theirs.id""";
    private static final String FORGET_PURCHASES =
            "update purchase set bought_by = ?3 where family_id = ?1 and bought_by = ?2";
    // With the lists that nobody else sees go the trips to them.
    private static final String FORGET_OWN_TRIPS = """
            delete from %1$s t using grocery_list l
            where l.family_id = ?1 and l.owner_id = ?2 and l.shared_with <@ array[cast(?2 as uuid)]
              and t.family_id = ?1 and t.list_id = l.id""";
    private static final String FORGET_OWN_LOG = """
            delete from activity a using grocery_list l
            where l.family_id = ?1 and l.owner_id = ?2 and l.shared_with <@ array[cast(?2 as uuid)]
              and a.family_id = ?1 and a.list_id = l.id""";
    private static final String FORGET_OWNER = """
            update grocery_list l set
              owner_id = case when l.owner_id = ?2 then ?3 else l.owner_id end,
              shared_with = array_remove(l.shared_with, cast(?2 as uuid)),
              once_shared_with = array_remove(l.once_shared_with, cast(?2 as uuid)),
              revision = ?4 + theirs.place
            from (select id, row_number() over (order by revision) as place from grocery_list
                  where family_id = ?1
                    and (owner_id = ?2 or ?2 = any(shared_with) or ?2 = any(once_shared_with))) theirs
            where l.family_id = ?1 and l.id = theirs.id""";
    // Above every version that an event or a token can have: nobody who was erased comes in again.
    private static final String END_MEMBERSHIPS = """
            insert into membership as m (family_id, person_id, role, version, active, changed_at)
            select f, p, 'none', 9223372036854775807, false, now()
            from unnest(cast(?1 as uuid[])) f, unnest(cast(?2 as uuid[])) p
            on conflict (family_id, person_id) do update
              set role = 'none', version = excluded.version, active = false, changed_at = excluded.changed_at""";
    // As the tombstone of its snapshot does, which comes by another topic.
    private static final String END_FAMILY = """
            insert into family_state (family_id, dissolved, version) values (?1, true, 9223372036854775807)
            on conflict (family_id) do update set dissolved = true, version = excluded.version, changed_at = now()""";

    Uni<List<UUID>> familiesWith(UUID personId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FAMILIES_WITH, UUID.class)
                        .setParameter(1, personId)
                        .getResultList());
    }

    /** Puts somebody in another's place, each row at a revision of its own above the given one. */
    Uni<Integer> replaceAuthor(UUID familyId, UUID personId, UUID by, long revision) {
        return update(REPLACE_AUTHOR, familyId, personId, by, revision);
    }

    /** Puts somebody in another's place in the activity log. */
    Uni<Integer> replaceInLog(UUID familyId, UUID personId, UUID by) {
        return update(REPLACE_IN_LOG, familyId, personId, by);
    }

    Uni<Integer> removeFeeds(UUID personId) {
        return update("delete from feed_link where person_id = ?1", personId);
    }

    /** Deletes the lists that nobody else sees, and what is on them; the answer is how many items and lists that were. */
    Uni<Removed> forgetOwn(UUID familyId, UUID personId) {
        return update(FORGET_OWN_LOG, familyId, personId)
                .chain(() -> update(FORGET_OWN_TRIPS.formatted("purchase"), familyId, personId))
                .chain(() -> update(FORGET_OWN_TRIPS.formatted("trip"), familyId, personId))
                .chain(() -> update(FORGET_OWN_ITEMS, familyId, personId))
                .chain(items -> update(FORGET_OWN_LISTS, familyId, personId).map(lists -> new Removed(items, lists)));
    }

    /** Puts the former member in a person's place at trips, each at a revision of its own above the given one. */
    Uni<Integer> forgetOnTrips(UUID familyId, UUID personId, long revision) {
        return update(FORGET_PURCHASES, familyId, personId, Erasure.FORMER_MEMBER)
                .chain(() -> update(FORGET_TRIPS, familyId, personId, Erasure.FORMER_MEMBER, revision));
    }

    /** Puts the former member in a person's place at lists, each at a revision of its own above the given one. */
    Uni<Integer> forgetOwner(UUID familyId, UUID personId, long revision) {
        return update(FORGET_OWNER, familyId, personId, Erasure.FORMER_MEMBER, revision);
    }

    Uni<Integer> removeClients(UUID personId) {
        return update("delete from sync_client where person_id = ?1", personId);
    }

    Uni<Map<String, Long>> removeFamily(UUID familyId) {
        var counts = new LinkedHashMap<String, Long>();
        return remove("item", "items", familyId, counts)
                .chain(() -> remove("grocery_list", "lists", familyId, counts))
                .chain(() -> remove("activity", "activities", familyId, counts))
                .chain(() -> remove("suggestion_set", "suggestions", familyId, counts))
                .chain(() -> remove("trip", "trips", familyId, counts))
                .chain(() -> remove("purchase", "purchases", familyId, counts))
                .chain(() -> remove("aisle_order", "aisles", familyId, counts))
                .chain(() -> remove("sync_client", "clients", familyId, counts))
                .chain(() -> remove("family_revision", "revisions", familyId, counts))
                .chain(() -> remove("membership", "memberships", familyId, counts))
                .chain(() -> remove("guest_pass", "passes", familyId, counts))
                .chain(() -> remove("feed_link", "calendars", familyId, counts))
                // The pieces first: whoever makes a picture of them has taken them, and we wait for it, or finds none.
                .chain(() -> update("delete from photo_piece where family_id = ?1", familyId))
                .chain(() -> remove("photo", "photos", familyId, counts))
                .chain(() -> update(END_FAMILY, familyId))
                .replaceWith(counts);
    }

    private static Uni<Void> remove(String table, String name, UUID familyId, Map<String, Long> counts) {
        return update("delete from " + table + " where family_id = ?1", familyId)
                .invoke(rows -> counts.put(name, (long) rows))
                .replaceWithVoid();
    }

    /** Ends memberships for good; also those of which we have not heard yet. */
    Uni<Integer> endMemberships(List<UUID> familyIds, List<UUID> personIds) {
        return update(END_MEMBERSHIPS, familyIds.toArray(UUID[]::new), personIds.toArray(UUID[]::new));
    }

    private static Uni<Integer> update(String sql, Object... parameters) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.executeUpdate();
        });
    }

    /** How many items and lists were deleted. */
    record Removed(int items, int lists) {}
}
