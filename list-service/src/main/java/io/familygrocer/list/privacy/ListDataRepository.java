package io.familygrocer.list.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.platform.privacy.Erasure;

/** Everything that is kept of one person or family, across the tables of the service. */
@ApplicationScoped
class ListDataRepository {

    /** Before everything. */
    static final Place START = new Place(new UUID(0, 0), -1);

    private static final String LISTS = """
            select family_id, revision, json_build_object('kind', 'list', 'id', id, 'name', name, 'icon', icon,
              'colour', colour, 'position', position, 'archived', nullif(archived, false), 'store', store,
              'template', nullif(template, false), 'budget', case when budget_minor is not null then
                json_build_object('minor', budget_minor, 'currency', budget_currency) end)::text
            from grocery_list where family_id = ?1 and not removed and shared_with is null and revision > ?2
            order by revision limit ?3""";
    // What only some see goes with them, not with the family.
    private static final String PRIVATE_LISTS = """
            select family_id, revision, json_build_object('kind', 'list', 'id', id, 'name', name, 'icon', icon,
              'colour', colour, 'position', position, 'archived', nullif(archived, false), 'store', store,
              'template', nullif(template, false), 'budget', case when budget_minor is not null then
                json_build_object('minor', budget_minor, 'currency', budget_currency) end,
              'familyId', family_id)::text
            from grocery_list where owner_id = ?1 and not removed and shared_with is not null
              and (family_id, revision) > (?2, ?3) order by family_id, revision limit ?4""";
    private static final String ITEMS = """
            select i.family_id, i.revision, json_build_object(
              'kind', 'item', 'id', i.id, 'listId', i.list_id, 'name', i.name, 'amount', i.amount, 'unit', i.unit,
              'note', i.note, 'category', i.category, 'productId', i.product_id, 'checked', i.checked,
              'addedBy', i.added_by, 'checkedBy', i.checked_by, 'assignedTo', i.assigned_to,
              'details', cast(i.details as json))::text
            from item i join grocery_list l on l.family_id = i.family_id and l.id = i.list_id and not l.removed
              and l.shared_with is null
            where i.family_id = ?1 and not i.removed and i.revision > ?2 order by i.revision limit ?3""";
    private static final String DONE_BY = """
            select family_id, revision, json_build_object(
              'kind', 'item', 'familyId', family_id, 'id', id, 'listId', list_id, 'name', name,
              'added', added_by = ?1, 'checked', coalesce(checked_by = ?1, false),
              'assigned', coalesce(assigned_to = ?1, false), 'at', created_at)::text
            from item where (added_by = ?1 or checked_by = ?1 or assigned_to = ?1) and not removed
              and (family_id, revision) > (?2, ?3) order by family_id, revision limit ?4""";
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
    private static final String LOG_COLUMNS = """
            select family_id, revision, json_build_object('kind', 'activity', 'familyId', family_id,
              'revision', revision, 'entry', entry, 'op', op, 'id', doc_id, 'listId', list_id, 'at', happened_at,
              'by', person_id, 'before', cast(before as json), 'after', cast(after as json))::text
            from activity
            """;
    private static final String LOG = LOG_COLUMNS + """
             where family_id = ?1 and revision > ?2
              and not exists (select 1 from grocery_list l
                where l.family_id = ?1 and l.id = activity.list_id and l.shared_with is not null)
             order by revision limit ?3""";
    private static final String LOG_BY = LOG_COLUMNS + """
             where family_id in (select family_id from membership where person_id = ?1) and person_id = ?1
              and (family_id, revision) > (?2, ?3) order by family_id, revision limit ?4""";
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
    private static final String PURCHASES = """
            select p.family_id, extract(epoch from p.bought_at)::bigint, json_build_object('kind', 'purchase',
              'familyId', p.family_id, 'tripId', p.trip_id, 'itemId', p.item_id, 'name', p.name, 'store', p.store,
              'category', p.category, 'amount', p.amount, 'unit', p.unit, 'minor', p.minor, 'currency', p.currency,
              'by', p.bought_by, 'at', p.bought_at)::text
            from purchase p
            where p.family_id = ?1 and not exists (select 1 from grocery_list l
                where l.family_id = ?1 and l.id = p.list_id and l.shared_with is not null)
            order by p.bought_at desc limit ?2""";
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
    private static final String INSERT_LISTS = """
            insert into grocery_list (family_id, id, revision, name, icon, colour, position, archived, store, template,
              budget_minor, budget_currency, clocks, touch_revision, touch_other, created_at)
            select ?1, r.id, ?3 + row_number() over (order by place), r.name, r.icon, r.colour, r.position,
              coalesce(r.archived, false), r.store, coalesce(r.template, false),
              cast(r.budget ->> 'minor' as bigint), r.budget ->> 'currency', '',
              ?3 + row_number() over (order by place), 0, now()
            from rows from (json_to_recordset(cast(cast(?2 as text) as json)) as (id uuid, name text, icon text,
                colour text, position text, archived boolean, store text, template boolean, budget json))
              with ordinality as r (id, name, icon, colour, position, archived, store, template, budget, place)
            on conflict (family_id, id) do nothing""";
    private static final String INSERT_ITEMS = """
            insert into item (family_id, id, list_id, revision, name, name_key, amount, unit, note, category, product_id,
              checked, added_by, checked_by, assigned_to, details, clocks, touch_revision, touch_other, created_at)
            select ?1, r.id, r.list_id, ?3 + row_number() over (order by place), r.name,
              lower(btrim(regexp_replace(normalize(r.name, NFKC), '\\s+', ' ', 'g'))), r.amount, r.unit, r.note,
              r.category, r.product_id, r.checked, r.added_by, r.checked_by, r.assigned_to,
              cast(r.details as text), '', ?3 + row_number() over (order by place), 0, now()
            from rows from (json_to_recordset(cast(cast(?2 as text) as json)) as (id uuid, "listId" uuid, name text,
                amount numeric(12, 3), unit text, note text, category text, "productId" text, checked boolean,
                "addedBy" uuid, "checkedBy" uuid, "assignedTo" uuid, details json))
              with ordinality as r (id, list_id, name, amount, unit, note, category, product_id, checked, added_by,
                checked_by, assigned_to, details, place)
            where exists (select 1 from grocery_list l where l.family_id = ?1 and l.id = r.list_id and not l.removed)
            on conflict (family_id, id) do nothing""";

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

    /** The last purchases of a family. */
    Uni<List<Row>> purchases(UUID familyId, int limit) {
        return rows(PURCHASES, familyId, limit);
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
                .chain(() -> remove("photo", "photos", familyId, counts))
                .chain(() -> update("delete from photo_piece where family_id = ?1", familyId))
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

    Uni<List<Row>> lists(UUID familyId, Place after, int limit) {
        return rows(LISTS, familyId, after.revision(), limit);
    }

    Uni<List<Row>> items(UUID familyId, Place after, int limit) {
        return rows(ITEMS, familyId, after.revision(), limit);
    }

    /** What a person put on lists or took off them, in whichever family. */
    Uni<List<Row>> doneBy(UUID personId, Place after, int limit) {
        return rows(DONE_BY, personId, after.familyId(), after.revision(), limit);
    }

    Uni<List<Row>> log(UUID familyId, Place after, int limit) {
        return rows(LOG, familyId, after.revision(), limit);
    }

    /** What a person did, in whichever family, as far as the log reaches back. */
    Uni<List<Row>> logBy(UUID personId, Place after, int limit) {
        return rows(LOG_BY, personId, after.familyId(), after.revision(), limit);
    }

    /** The lists of a person that not everybody in the family sees. */
    Uni<List<Row>> privateLists(UUID personId, Place after, int limit) {
        return rows(PRIVATE_LISTS, personId, after.familyId(), after.revision(), limit);
    }

    /** Adds lists at revisions above the given one; those that are there already stay. */
    Uni<Integer> insertLists(UUID familyId, String lists, long revision) {
        return update(INSERT_LISTS, familyId, lists, revision);
    }

    /** Adds items at revisions above the given one; those without their list are left out. */
    Uni<Integer> insertItems(UUID familyId, String items, long revision) {
        return update(INSERT_ITEMS, familyId, items, revision);
    }

    private static Uni<List<Row>> rows(String sql, Object... parameters) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql, Object[].class);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.getResultList()
                    .map(rows -> rows.stream()
                            .map(row ->
                                    new Row(new Place((UUID) row[0], ((Number) row[1]).longValue()), (String) row[2]))
                            .toList());
        });
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

    /** Where a row stands in the order of changes of its family. */
    record Place(UUID familyId, long revision) {}

    /** How many items and lists were deleted. */
    record Removed(int items, int lists) {}

    /** A row as JSON. */
    record Row(Place place, String json) {}
}
