package io.familygrocer.family.privacy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.familygrocer.platform.privacy.Subject;

/**
 * An archive, or how far it has come.
 *
 * @param services how far each service has come
 * @param size bytes; null until it is ready
 * @param sha256 of the archive, in hex; null until it is ready
 * @param expiresAt until when it may be fetched
 */
public record ExportView(
        UUID id,
        Subject scope,
        UUID familyId,
        State state,
        Instant requestedAt,
        Instant readyAt,
        Instant expiresAt,
        Long size,
        String sha256,
        List<Progress> services) {

    /** What can be done with it. */
    public enum State {
        /** Services are still answering. */
        @JsonProperty("collecting")
        COLLECTING,
        /** All have answered, and it is being packed. */
        @JsonProperty("packing")
        PACKING,
        /** It can be fetched. */
        @JsonProperty("ready")
        READY
    }

    /**
     * How far one service has come.
     *
     * @param parts how many parts have come
     * @param complete whether that is all
     */
    public record Progress(String service, int parts, boolean complete) {}
}
