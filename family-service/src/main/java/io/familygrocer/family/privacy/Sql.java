package io.familygrocer.family.privacy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Plain SQL in the current transaction: what is here crosses the tables of many features. */
final class Sql {

    private Sql() {}

    /** Runs a statement; answers how many rows it changed. */
    static Uni<Integer> update(String sql, Object... parameters) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.executeUpdate();
        });
    }

    /** Reads rows of one or more columns; one column comes as it is, more as {@code Object[]}. */
    static <T> Uni<List<T>> list(String sql, Class<T> row, Object... parameters) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql, row);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.getResultList();
        });
    }

    /** A time of a row; null where it has none. */
    static Instant time(Object column) {
        return switch (column) {
            case null -> null;
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            default -> throw new IllegalStateException("no time: " + column.getClass());
        };
    }

    /** Ids that the query has joined by commas. */
    static List<UUID> ids(Object column) {
        String text = (String) column;
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(UUID::fromString).toList();
    }
}
