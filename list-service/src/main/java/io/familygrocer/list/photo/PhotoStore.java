package io.familygrocer.list.photo;

import java.util.Optional;
import java.util.UUID;

import io.familygrocer.platform.web.ProblemException;

/**
 * Where the bytes of pictures are. Each method blocks; each may be called again with the same effect, and fails with
 * {@link ProblemException} 503 where the place does not answer.
 */
interface PhotoStore extends AutoCloseable {

    /** Keeps bytes under a name; they are whole or not there, whatever happens meanwhile. */
    void put(UUID familyId, String name, byte[] bytes);

    /** The bytes of a name; empty where there are none. */
    Optional<byte[]> get(UUID familyId, String name);

    /** Takes a name's bytes away. */
    void remove(UUID familyId, String name);

    /** Takes all that a family has away. */
    void removeAll(UUID familyId);

    @Override
    default void close() {}
}
