package io.familygrocer.notification.privacy;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.platform.privacy.Erasure;

/** Everything that is kept of one person or family, across the tables of the service. */
@ApplicationScoped
class InboxDataRepository {

    private static final String INBOX = """
            select id, json_build_object(
              'kind', 'notification', 'id', id, 'familyId', family_id, 'listId', list_id, 'listName', list_name,
              'items', names, 'count', count, 'at', created_at, 'readAt', read_at)::text
            from notification where person_id = ?1 and id > ?2 order by id limit ?3""";
    // Above every version that an event can have: nothing that comes late brings a name or an access back.
    private static final String END_MEMBERSHIPS = """
            insert into membership as m
              (family_id, person_id, role, display_name, version, active, since)
            select f, p, 'none', '', 9223372036854775807, false, now()
            from unnest(cast(?1 as uuid[])) f, unnest(cast(?2 as uuid[])) p
            on conflict (family_id, person_id) do update
              set role = 'none', display_name = '', version = excluded.version, active = false,
                  since = excluded.since""";

    // As the tombstone of its snapshot does, which comes by another topic.
    private static final String END_FAMILY = """
            insert into family_state (family_id, dissolved, version) values (?1, true, 9223372036854775807)
            on conflict (family_id) do update set dissolved = true, version = excluded.version""";

    Uni<Integer> removeInbox(UUID personId) {
        return update("delete from notification where person_id = ?1", personId);
    }

    /** Takes a person out of what others were told, and of what they may still be told. */
    Uni<Integer> forgetActor(UUID personId) {
        return update("update notification set actor_id = ?2 where actor_id = ?1", personId, Erasure.FORMER_MEMBER)
                .chain(told -> update(
                                "update addition set actor_id = ?2 where actor_id = ?1",
                                personId,
                                Erasure.FORMER_MEMBER)
                        .map(kept -> told + kept));
    }

    /** In families that they had left before they asked, too. */
    Uni<Integer> blankName(UUID personId) {
        return update("update membership set display_name = '' where person_id = ?1", personId);
    }

    Uni<Integer> removeFamily(UUID familyId) {
        return update("delete from notification where family_id = ?1", familyId)
                .chain(told -> update("delete from addition where family_id = ?1", familyId)
                        .map(kept -> told + kept))
                .call(() -> update("delete from membership where family_id = ?1", familyId))
                .call(() -> update(END_FAMILY, familyId));
    }

    /** Ends memberships for good, nameless; also those of which we have not heard yet. */
    Uni<Integer> endMemberships(List<UUID> familyIds, List<UUID> personIds) {
        return update(END_MEMBERSHIPS, familyIds.toArray(UUID[]::new), personIds.toArray(UUID[]::new));
    }

    Uni<List<Entry>> inbox(UUID personId, UUID after, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(INBOX, Object[].class)
                        .setParameter(1, personId)
                        .setParameter(2, after)
                        .setParameter(3, limit)
                        .getResultList()
                        .map(rows -> rows.stream()
                                .map(row -> new Entry((UUID) row[0], (String) row[1]))
                                .toList()));
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

    /** An entry of an inbox as JSON. */
    record Entry(UUID id, String json) {}
}
