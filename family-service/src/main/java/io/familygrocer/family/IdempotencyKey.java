package io.familygrocer.family;

import java.util.UUID;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What makes a request that is sent twice have one effect: the id of what it makes is derived from the caller's key, so
 * that the second finds what the first has made. Nothing is kept for it.
 */
public final class IdempotencyKey {

    /** The header. */
    public static final String HEADER = "Idempotency-Key";

    /** Longer ones are refused. */
    public static final int MAX_LENGTH = 100;

    private IdempotencyKey() {}

    /**
     * The id of what is to be made.
     *
     * @param purpose what kind of thing it is
     * @param callerId keys of different callers have nothing in common
     * @param key null makes a random id
     */
    public static UUID idFor(String purpose, UUID callerId, String key) {
        return key == null
                ? UUID.randomUUID()
                : UUID.nameUUIDFromBytes(
                        "%s %s %s".formatted(purpose, callerId, key).getBytes(UTF_8));
    }
}
