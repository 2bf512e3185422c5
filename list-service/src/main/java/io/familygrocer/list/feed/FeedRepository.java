package io.familygrocer.list.feed;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.familygrocer.list.store.Item;

/** The links, and what a feed shows. */
@ApplicationScoped
class FeedRepository {

    private static final String COLUMNS = "select id, family_id, person_id, list_id, created_at from feed_link ";

    /** Makes a link in place of the one that the person had for the same. Index feed_link_person. */
    Uni<Integer> replace(FeedLink link, byte[] secretHash) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into feed_link (family_id, id, person_id, list_id, secret_hash, created_at)
                                values (?1, ?2, ?3, cast(?4 as uuid), ?5, ?6)
                                on conflict (person_id, family_id, list_id) do update
                                  set id = excluded.id, secret_hash = excluded.secret_hash,
                                      created_at = excluded.created_at""")
                        .setParameter(1, link.familyId())
                        .setParameter(2, link.id())
                        .setParameter(3, link.personId())
                        .setParameter(
                                4, link.listId() == null ? null : link.listId().toString())
                        .setParameter(5, secretHash)
                        .setParameter(6, link.createdAt())
                        .executeUpdate());
    }

    /** The link of a secret; null where there is none. Index feed_link_secret. */
    Uni<FeedLink> bySecret(byte[] secretHash) {
        return Panache.getSession()
                .chain(session -> links(session, COLUMNS + "where secret_hash = ?1", secretHash))
                .map(links -> links.isEmpty() ? null : links.getFirst());
    }

    /** A person's links in a family; at most one a list. Index feed_link_person. */
    Uni<List<FeedLink>> of(UUID personId, UUID familyId) {
        return Panache.getSession()
                .chain(session -> links(
                        session,
                        COLUMNS + "where person_id = ?1 and family_id = ?2 order by created_at, id",
                        personId,
                        familyId));
    }

    /** Takes a person's link away; how many there were. Index feed_link_person. */
    Uni<Integer> revoke(UUID personId, UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("delete from feed_link where person_id = ?1 and id = ?2")
                        .setParameter(1, personId)
                        .setParameter(2, id)
                        .executeUpdate());
    }

    /** What is on these lists, what is open first, then the newest. Index item_list. */
    Uni<List<Item>> items(UUID familyId, Set<UUID> listIds, int limit) {
        return listIds.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Panache.getSession()
                        .chain(session -> session.createQuery("""
                                from Item where familyId = ?1 and listId in ?2 and not removed
                                order by checked, createdAt desc, id""", Item.class)
                                .setParameter(1, familyId)
                                .setParameter(2, listIds)
                                .setMaxResults(limit)
                                .getResultList());
    }

    private static Uni<List<FeedLink>> links(Mutiny.Session session, String sql, Object... parameters) {
        var query = session.createNativeQuery(sql, Object[].class);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new FeedLink(
                                (UUID) row[0],
                                (UUID) row[1],
                                (UUID) row[2],
                                (UUID) row[3],
                                row[4] instanceof Instant instant
                                        ? instant
                                        : ((java.time.OffsetDateTime) row[4]).toInstant()))
                        .toList());
    }
}
