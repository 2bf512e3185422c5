package io.familygrocer.list.merge;

import java.util.Optional;

/**
 * What became of one mutation of one document.
 *
 * @param state the document afterwards; the same object where nothing changed
 * @param newer the stamp of the newer write that stands where a field of the mutation lost
 * @param <S> the document's state
 */
public record Merged<S>(S state, Optional<Stamp> newer) {

    static <S> Merged<S> applied(S state) {
        return new Merged<>(state, Optional.empty());
    }
}
