package io.familygrocer.family.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.familygrocer.platform.privacy.Subject;

/**
 * How far an erasure has come.
 *
 * @param completedAt when the last service had signed; null while one has not
 * @param services each service that knows something, whether it has signed or not
 * @param messagesGoneBy when no message between the services can name the person any more
 * @param backupsGoneBy when the last backup from before is gone; one that is restored until then is erased again
 */
public record ErasureReport(
        UUID id,
        Subject subject,
        State state,
        Instant requestedAt,
        Instant completedAt,
        List<Signature> services,
        Instant messagesGoneBy,
        Instant backupsGoneBy) {

    /** Whether it is over. */
    public enum State {
        /** A service has not signed yet. */
        @JsonProperty("running")
        RUNNING,
        /** Every service has. */
        @JsonProperty("completed")
        COMPLETED
    }

    /**
     * What one service says.
     *
     * @param erasedAt null while it has not signed
     * @param counts how many rows of what; empty while it has not signed
     */
    public record Signature(String service, Instant erasedAt, Map<String, Long> counts) {}
}
