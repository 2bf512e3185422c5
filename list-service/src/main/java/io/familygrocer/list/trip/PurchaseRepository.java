package io.familygrocer.list.trip;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.store.Trip;

/** What was bought: facts, written once a trip is over. */
@ApplicationScoped
class PurchaseRepository {

    // Index item_checked_at.
    private static final String KEEP = """
            insert into purchase (family_id, trip_id, item_id, list_id, store, category, product_id, name, amount, unit,
              minor, currency, bought_by, bought_at)
            select i.family_id, ?2, i.id, i.list_id, cast(?4 as text), i.category, i.product_id, i.name, i.amount, i.unit,
              cast(cast(i.details as jsonb) -> 'paidPrice' ->> 'minor' as bigint),
              cast(i.details as jsonb) -> 'paidPrice' ->> 'currency', i.checked_by, i.checked_at
            from item i
            where i.family_id = ?1 and i.list_id = ?3 and i.checked_at between ?5 and ?6 and i.checked_by is not null
            on conflict (family_id, trip_id, item_id) do update
              set minor = excluded.minor, currency = excluded.currency, store = excluded.store""";

    private static final String WAYS = """
            select bought_by, string_agg(category, chr(31) order by bought_at, item_id) from purchase
            where family_id = ?1 and trip_id = ?2 and category is not null group by bought_by""";

    // Index purchase_bought_at. What is on a list that the caller does not see is not theirs to know.
    private static final String SPENDING = """
            select to_char(p.bought_at at time zone 'UTC', 'YYYY-MM') as month, p.store, p.category, p.currency,
              sum(p.minor), count(*)
            from purchase p
            where p.family_id = ?1 and p.bought_at >= ?2 and p.bought_at < ?3 and p.currency is not null
              and (cast(?5 as uuid) is null or p.list_id = cast(?5 as uuid))
              and not exists (select 1 from grocery_list l where l.family_id = ?1 and l.id = p.list_id
                and l.shared_with is not null and l.owner_id is distinct from ?4
                and not cast(?4 as uuid) = any(l.shared_with))
            group by 1, 2, 3, 4 order by 1, 2 nulls last, 3 nulls last, 4""";

    /** Keeps what was checked on the trip's list while it ran. */
    Uni<Integer> keep(UUID familyId, Trip trip, String store) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter(1, familyId)
                        .setParameter(2, trip.id())
                        .setParameter(3, trip.listId())
                        .setParameter(4, store)
                        .setParameter(5, trip.startedAt())
                        .setParameter(6, trip.finishedAt())
                        .executeUpdate());
    }

    /** For each who was on a trip, the categories of what they checked off, in that order. */
    Uni<List<List<String>>> ways(UUID familyId, UUID tripId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(WAYS, Object[].class)
                        .setParameter(1, familyId)
                        .setParameter(2, tripId)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> List.of(((String) row[1]).split("\u001f")))
                        .toList());
    }

    /** What was spent, a row a month, store, category and currency. */
    Uni<List<Spending.Row>> spending(UUID familyId, UUID personId, UUID onlyList, Instant from, Instant until) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SPENDING, Object[].class)
                        .setParameter(1, familyId)
                        .setParameter(2, from)
                        .setParameter(3, until)
                        .setParameter(4, personId)
                        .setParameter(5, onlyList)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Spending.Row(
                                (String) row[0],
                                (String) row[1],
                                (String) row[2],
                                (String) row[3],
                                ((Number) row[4]).longValue(),
                                ((Number) row[5]).longValue()))
                        .toList());
    }
}
