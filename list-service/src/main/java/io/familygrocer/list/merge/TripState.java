package io.familygrocer.list.merge;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A shopping trip as the merge rules see it. Immutable.
 *
 * @param listId the list that is shopped
 * @param store where; null where nobody said
 * @param startedBy who set out
 * @param startedAt when
 * @param claims who goes by which category; the newest claim wins
 * @param finish how it ended; null while it runs
 */
public record TripState(
        UUID listId, String store, UUID startedBy, long startedAt, Map<String, Claim> claims, Finish finish) {

    /** Takes the claims as they are. */
    public TripState {
        claims = Map.copyOf(claims);
    }

    /** {@code trip.start}. */
    public static TripState started(UUID listId, String store, Author author) {
        return new TripState(listId, store, author.personId(), author.at().millis(), Map.of(), null);
    }

    /** {@code trip.claim}: somebody goes by a category, or nobody where {@code personId} is null. */
    public Merged<TripState> claim(String category, UUID personId, Author author) {
        var known = claims.get(category);
        if (known != null && known.at().compareTo(author.at()) >= 0) {
            return new Merged<>(this, Optional.of(known.at()));
        }
        var more = new TreeMap<>(claims);
        more.put(category, new Claim(personId, author.at()));
        return Merged.applied(new TripState(listId, store, startedBy, startedAt, more, finish));
    }

    /** {@code trip.finish}: the newest word on how it was wins; a trip that is over stays over. */
    public Merged<TripState> finish(String review, Author author) {
        if (finish != null && finish.at().compareTo(author.at()) >= 0) {
            return new Merged<>(this, Optional.of(finish.at()));
        }
        var end = new Finish(author.personId(), author.at(), review);
        return Merged.applied(new TripState(listId, store, startedBy, startedAt, claims, end));
    }

    /** Who goes by a category; {@code personId} is null where somebody has given it back. */
    public record Claim(UUID personId, Stamp at) {}

    /** How a trip ended; {@code review} is null where nothing was said. */
    public record Finish(UUID personId, Stamp at, String review) {}
}
