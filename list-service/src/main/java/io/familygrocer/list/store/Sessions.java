package io.familygrocer.list.store;

import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny.Session;

import io.familygrocer.list.replica.ReadReplica;

/** The session of the current context: of the primary, or of a replica where a reader has chosen it. */
final class Sessions {

    private Sessions() {}

    static <T> Uni<T> with(Function<Session, Uni<T>> work) {
        return ReadReplica.session().chain(work::apply);
    }
}
