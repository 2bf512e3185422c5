package io.familygrocer.list.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Everything that is kept of one person or family, across the tables of the service. */
@ApplicationScoped
class ListDataRepository {

    /** Before everything. */
    static final Place START = new Place(new UUID(0, 0), -1);

    private static final String LISTS = """
            select family_id, revision, json_build_object('kind', 'list', 'id', id, 'name', name, 'icon', icon)::text
            from grocery_list where family_id = ?1 and not removed and revision > ?2 order by revision limit ?3""";
    private static final String ITEMS = """
            select i.family_id, i.revision, json_build_object(
              'kind', 'item', 'id', i.id, 'listId', i.list_id, 'name', i.name, 'amount', i.amount, 'unit', i.unit,
              'note', i.note, 'category', i.category, 'productId', i.product_id, 'checked', i.checked,
              'addedBy', i.added_by, 'checkedBy', i.checked_by)::text
            from item i join grocery_list l on l.family_id = i.family_id and l.id = i.list_id and not l.removed
            where i.family_id = ?1 and not i.removed and i.revision > ?2 order by i.revision limit ?3""";
    private static final String DONE_BY = """
            select family_id, revision, json_build_object(
              'kind', 'item', 'familyId', family_id, 'id', id, 'listId', list_id, 'name', name,
              'added', added_by = ?1, 'checked', coalesce(checked_by = ?1, false), 'at', created_at)::text
            from item where (added_by = ?1 or checked_by = ?1) and not removed
              and (family_id, revision) > (?2, ?3) order by family_id, revision limit ?4""";
    private static final String FAMILIES_WITH = """
            select family_id from item where added_by = ?1 union select family_id from item where checked_by = ?1
            union select family_id from membership where person_id = ?1
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
            from activity""";
    private static final String LOG =
            LOG_COLUMNS + " where family_id = ?1 and revision > ?2 order by revision limit ?3";
    private static final String LOG_BY = LOG_COLUMNS + """
             where family_id in (select family_id from membership where person_id = ?1) and person_id = ?1
              and (family_id, revision) > (?2, ?3) order by family_id, revision limit ?4""";
    private static final String REPLACE_AUTHOR = """
            update item i set
              added_by = case when i.added_by = ?2 then ?3 else i.added_by end,
              checked_by = case when i.checked_by = ?2 then ?3 else i.checked_by end,
              revision = ?4 + theirs.place
            from (select id, row_number() over (order by revision) as place from item
                  where family_id = ?1 and (added_by = ?2 or checked_by = ?2)) theirs
            where i.family_id = ?1 and i.id = theirs.id""";
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
            insert into grocery_list (family_id, id, revision, name, icon, clocks, touch_revision, touch_other,
              created_at)
            select ?1, r.id, ?3 + row_number() over (order by place), r.name, r.icon, '',
              ?3 + row_number() over (order by place), 0, now()
            from rows from (json_to_recordset(cast(cast(?2 as text) as json)) as (id uuid, name text, icon text))
              with ordinality as r (id, name, icon, place)
            on conflict (family_id, id) do nothing""";
    private static final String INSERT_ITEMS = """
            insert into item (family_id, id, list_id, revision, name, name_key, amount, unit, note, category, product_id, checked,
              added_by, checked_by, clocks, touch_revision, touch_other, created_at)
            select ?1, r.id, r.list_id, ?3 + row_number() over (order by place), r.name,
              lower(btrim(regexp_replace(normalize(r.name, NFKC), '\\s+', ' ', 'g'))), r.amount, r.unit, r.note,
              r.category, r.product_id, r.checked, r.added_by, r.checked_by, '',
              ?3 + row_number() over (order by place), 0, now()
            from rows from (json_to_recordset(cast(cast(?2 as text) as json)) as (id uuid, "listId" uuid, name text,
                amount numeric(12, 3), unit text, note text, category text, "productId" text, checked boolean,
                "addedBy" uuid, "checkedBy" uuid))
              with ordinality as r (id, list_id, name, amount, unit, note, category, product_id, checked, added_by,
                checked_by, place)
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

    Uni<Integer> removeClients(UUID personId) {
        return update("delete from sync_client where person_id = ?1", personId);
    }

    Uni<Map<String, Long>> removeFamily(UUID familyId) {
        var counts = new LinkedHashMap<String, Long>();
        return remove("item", "items", familyId, counts)
                .chain(() -> remove("grocery_list", "lists", familyId, counts))
                .chain(() -> remove("activity", "activities", familyId, counts))
                .chain(() -> remove("sync_client", "clients", familyId, counts))
                .chain(() -> remove("family_revision", "revisions", familyId, counts))
                .chain(() -> remove("membership", "memberships", familyId, counts))
                .chain(() -> remove("guest_pass", "passes", familyId, counts))
                .chain(() -> remove("feed_link", "calendars", familyId, counts))
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

    /** A row as JSON. */
    record Row(Place place, String json) {}
}
