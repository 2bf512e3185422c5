package io.familygrocer.list.suggestion;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.Moments;
import io.familygrocer.list.merge.Sameness;

/** What a family bought, and what was made of it. */
@ApplicationScoped
class SuggestionRepository {

    // Indexes item_checked_at and purchase_bought_at. What not everybody sees says nothing about the family.
    private static final String HISTORY = """
            select name, category, product_id, at, list_id from (
              select i.name, i.category, i.product_id, i.checked_at as at, i.list_id, i.id
              from item i where i.family_id = ?1 and i.checked_at >= ?2
              union
              select p.name, p.category, p.product_id, p.bought_at, p.list_id, p.item_id
              from purchase p where p.family_id = ?1 and p.bought_at >= ?2) bought
            where not exists (select 1 from grocery_list l
              where l.family_id = ?1 and l.id = bought.list_id and l.shared_with is not null)
            order by at desc, id limit ?3""";

    Uni<List<Bought>> history(UUID familyId, Instant since, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HISTORY, Object[].class)
                        .setParameter(1, familyId)
                        .setParameter(2, since)
                        .setParameter(3, limit)
                        .getResultList())
                .map(rows -> rows.stream().map(SuggestionRepository::bought).toList());
    }

    private static Bought bought(Object[] row) {
        String name = (String) row[0];
        var day = LocalDate.ofInstant(Moments.of(row[3]), ZoneOffset.UTC);
        return new Bought(Sameness.key(name), name, (String) row[1], (String) row[2], day, row[4] + "/" + day);
    }

    /** What was computed last; null where nothing was. */
    Uni<Computed> find(UUID familyId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select computed_at, content from suggestion_set where family_id = ?1", Object[].class)
                        .setParameter(1, familyId)
                        .getSingleResultOrNull())
                .map(row -> row == null ? null : new Computed(Moments.of(row[0]), (String) row[1]));
    }

    /** Keeps what was computed, unless the family was erased meanwhile. */
    Uni<Void> put(UUID familyId, Instant at, String content) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into suggestion_set (family_id, computed_at, content)
                                select f.family_id, cast(?2 as timestamptz), cast(?3 as text)
                                from family_revision f where f.family_id = ?1 for share
                                on conflict (family_id) do update
                                  set computed_at = excluded.computed_at, content = excluded.content""")
                        .setParameter(1, familyId)
                        .setParameter(2, at)
                        .setParameter(3, content)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The names of what is open on a list, as they are compared. Index item_list. */
    Uni<Set<String>> open(UUID familyId, UUID listId) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select nameKey from Item where familyId = ?1 and listId = ?2 and not removed"
                                        + " and not checked",
                                String.class)
                        .setParameter(1, familyId)
                        .setParameter(2, listId)
                        .getResultList())
                .map(names -> names.stream().collect(Collectors.toSet()));
    }

    /** What was computed, as JSON. */
    record Computed(Instant at, String content) {}
}
