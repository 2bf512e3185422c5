package io.familygrocer.list.photo;

import java.util.Optional;
import java.util.UUID;

/** Where the bytes of pictures are. Each method blocks; each may be called again with the same effect. */
interface PhotoStore {

    /** Keeps bytes under a name; they are whole or not there, whatever happens meanwhile. */
    void put(UUID familyId, String name, byte[] bytes);

    /** The bytes of a name; empty where there are none. */
    Optional<byte[]> get(UUID familyId, String name);

    /** Takes a name's bytes away. */
    void remove(UUID familyId, String name);

    /** Takes all that a family has away. */
    void removeAll(UUID familyId);
}
