package io.familygrocer.family.placeholder;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.family.Role;

/** Names in the histories of imported families. By the primary key, which begins with the family. */
@ApplicationScoped
class PlaceholderRepository {

    private static final String ADD =
            "insert into placeholder (family_id, id, display_name, role) values (?1, ?2, ?3, ?4)";
    private static final String LIST =
            "select id, display_name, role from placeholder where family_id = ?1 order by display_name, id";

    Uni<Integer> add(UUID familyId, Placeholder who) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter(1, familyId)
                        .setParameter(2, who.id())
                        .setParameter(3, who.displayName())
                        .setParameter(4, who.role().name())
                        .executeUpdate());
    }

    /** All of a family, by name; it has no more than members may be. */
    Uni<List<Placeholder>> of(UUID familyId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LIST, Object[].class)
                        .setParameter(1, familyId)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Placeholder((UUID) row[0], (String) row[1], Role.valueOf((String) row[2])))
                        .toList());
    }

    /** Takes one away; false where it was gone. */
    Uni<Boolean> remove(UUID familyId, UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("delete from placeholder where family_id = ?1 and id = ?2")
                        .setParameter(1, familyId)
                        .setParameter(2, id)
                        .executeUpdate())
                .map(rows -> rows == 1);
    }
}
