package io.familygrocer.list.purge;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Cleans away what is too old. */
@ApplicationScoped
class PurgeRepository {

    /** An alias outlives its time for as long as the item is there that it stands for. */
    private static final String OLD_ITEM = """
            i.removed and i.removed_at < ?1 and not exists (
              select 1 from item t where t.family_id = i.family_id and t.id = i.merged_into and not t.removed)""";
    /**
     * What not everybody saw stays hidden: while something of the list is there, so is who may see it. Indexes
     * purchase_list, activity_list, activity_to_list.
     */
    private static final String OLD_LIST = """
            l.removed and l.removed_at < ?1 and (l.shared_with is null or not (
              exists (select 1 from purchase p where p.family_id = l.family_id and p.list_id = l.id)
              or exists (select 1 from trip t where t.family_id = l.family_id and t.list_id = l.id)
              or exists (select 1 from activity a where a.family_id = l.family_id and a.list_id = l.id)
              or exists (select 1 from activity a where a.family_id = l.family_id and a.to_list_id = l.id)))""";
    // Index item_removed_at, grocery_list_removed_at.
    private static final String FAMILIES = """
            select family_id from (
              (select i.family_id from item i where %s limit ?2)
              union (select l.family_id from grocery_list l where %s limit ?2)) old limit ?2""".formatted(OLD_ITEM, OLD_LIST);
    private static final String ITEMS = """
            with gone as (delete from item where (family_id, id) in (
                select family_id, id from item i where i.family_id = ?2 and %s limit ?3)
              returning revision)
            update family_revision set purged_revision = greatest(purged_revision, (select max(revision) from gone))
            where family_id = ?2 and exists (select 1 from gone)""".formatted(OLD_ITEM);
    // A list goes after what was on it.
    private static final String LISTS = """
            with gone as (delete from grocery_list l where l.family_id = ?2 and %s
                and not exists (select 1 from item i where i.family_id = ?2 and i.list_id = l.id)
              returning revision)
            update family_revision set purged_revision = greatest(purged_revision, (select max(revision) from gone))
            where family_id = ?2 and exists (select 1 from gone)""".formatted(OLD_LIST);
    private static final String LOG_FAMILIES =
            "select distinct family_id from (select family_id from activity where happened_at < ?1 limit ?2) old";
    // The rows of a mutation are of one moment: they go together, or the oldest first, which hides the rest.
    private static final String LOG = """
            with gone as (delete from activity where (family_id, revision) in (
                select family_id, revision from activity where family_id = ?2 and happened_at < ?1
                order by revision limit ?3)
              returning revision)
            update family_revision set log_revision = greatest(log_revision, (select max(revision) from gone))
            where family_id = ?2 and exists (select 1 from gone)""";

    Uni<List<UUID>> familiesWithTombstones(Instant before, int limit) {
        return families(FAMILIES, before, limit);
    }

    Uni<List<UUID>> familiesWithLog(Instant before, int limit) {
        return families(LOG_FAMILIES, before, limit);
    }

    private static Uni<List<UUID>> families(String sql, Instant before, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql, UUID.class)
                        .setParameter(1, before)
                        .setParameter(2, limit)
                        .getResultList());
    }

    /** The family must be locked. Nothing was there any more where the answer is 0. */
    Uni<Integer> purgeTombstones(UUID familyId, Instant before, int limit) {
        return update(ITEMS, before, familyId, limit)
                .chain(items -> update(LISTS, before, familyId).map(lists -> items + lists));
    }

    /** As {@link #purgeTombstones}. */
    Uni<Integer> purgeLog(UUID familyId, Instant before, int limit) {
        return update(LOG, before, familyId, limit);
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
}
