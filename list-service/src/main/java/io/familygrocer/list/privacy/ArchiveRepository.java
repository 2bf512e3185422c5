package io.familygrocer.list.privacy;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** What is kept of one person or family as the records of an archive, on their way out and in. */
@ApplicationScoped
class ArchiveRepository {

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
    private static final String PURCHASES = """
            select p.family_id, extract(epoch from p.bought_at)::bigint, json_build_object('kind', 'purchase',
              'familyId', p.family_id, 'tripId', p.trip_id, 'itemId', p.item_id, 'name', p.name, 'store', p.store,
              'category', p.category, 'amount', p.amount, 'unit', p.unit, 'minor', p.minor, 'currency', p.currency,
              'by', p.bought_by, 'at', p.bought_at)::text
            from purchase p
            where p.family_id = ?1 and not exists (select 1 from grocery_list l
                where l.family_id = ?1 and l.id = p.list_id and l.shared_with is not null)
            order by p.bought_at desc limit ?2""";
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

    /** The last purchases of a family. */
    Uni<List<Row>> purchases(UUID familyId, int limit) {
        return rows(PURCHASES, familyId, limit);
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
