package io.familygrocer.list.feed;

import java.time.Instant;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;

/** What comes in and goes out about links. */
public final class FeedRequests {

    private FeedRequests() {}

    /** Asks for a link; without a list it is for all that the caller sees in the family. */
    public record NewLink(@NotNull(message = "is needed") UUID familyId, UUID listId) {}

    /**
     * A new link.
     *
     * @param path what follows the address of the installation; whoever has it can read the feed
     */
    public record MadeLink(UUID id, UUID familyId, UUID listId, Instant createdAt, String path) {}

    /** A link without its secret. */
    public record Link(UUID id, UUID familyId, UUID listId, Instant createdAt) {

        static Link of(FeedLink link) {
            return new Link(link.id(), link.familyId(), link.listId(), link.createdAt());
        }
    }
}
