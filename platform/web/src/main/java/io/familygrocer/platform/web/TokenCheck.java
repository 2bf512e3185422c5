package io.familygrocer.platform.web;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;

/** What a service knows about a token that verifies, and that the token can't say itself. */
public interface TokenCheck {

    /** Whether the token still holds; it never fails. */
    Uni<Boolean> holds(Caller caller);

    /** Whether {@link #holds} has to be asked at all: not where the service knows nothing more than the token says. */
    default boolean knowsMore() {
        return true;
    }

    /** Where a service knows nothing more. */
    @DefaultBean
    @ApplicationScoped
    class Everything implements TokenCheck {

        @Override
        public Uni<Boolean> holds(Caller caller) {
            return Uni.createFrom().item(true);
        }

        @Override
        public boolean knowsMore() {
            return false;
        }
    }
}
