package io.familygrocer.list.trip;

import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/** The bodies of calls about trips; lengths are held by the mutations that they become. */
final class TripRequests {

    private TripRequests() {}

    /** Setting out; {@code store} is null for the list's own. */
    public record Start(@NotNull(message = "is needed") UUID listId, String store) {}

    /** Who goes by a category; {@code personId} is null for nobody. */
    public record Claim(
            @NotBlank(message = "must not be empty") String category, UUID personId) {}

    /** Coming home; {@code review} is null where there is nothing to say. */
    public record Finish(String review) {}
}
