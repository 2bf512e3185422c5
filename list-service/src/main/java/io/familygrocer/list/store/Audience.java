package io.familygrocer.list.store;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Who sees a list and what is on it.
 *
 * @param whole whether the whole family does, and the bearers of passes to it
 * @param persons who does otherwise
 * @param once who saw it once, or {@link #FAMILY}: they have to hear that it went
 */
public record Audience(boolean whole, Set<UUID> persons, Set<UUID> once) {

    /** Stands for everybody in the family. */
    static final UUID FAMILY = new UUID(0, 0);

    /** The whole family. */
    public static final Audience EVERYBODY = new Audience(true, Set.of(), Set.of());

    static Audience of(UUID ownerId, UUID[] sharedWith, UUID[] onceSharedWith) {
        if (sharedWith == null) {
            return EVERYBODY;
        }
        var persons = new HashSet<>(Arrays.asList(sharedWith));
        if (ownerId != null) {
            persons.add(ownerId);
        }
        return new Audience(
                false, persons, onceSharedWith == null ? Set.of() : Set.copyOf(Arrays.asList(onceSharedWith)));
    }

    /** Whether a person saw it by name, now or once. */
    boolean had(UUID personId) {
        return persons.contains(personId) || once.contains(personId);
    }

    /** Whether everybody saw it, now or once. */
    boolean hadAll() {
        return whole || once.contains(FAMILY);
    }
}
