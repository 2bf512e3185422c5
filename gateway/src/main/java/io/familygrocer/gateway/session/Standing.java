package io.familygrocer.gateway.session;

/** How a session stands at the moment of a request. */
sealed interface Standing {
    /**
     * It goes on.
     *
     * @param ticket the newest, for the cookie
     * @param access the token for the services: a secret
     */
    record Alive(Ticket ticket, String access) implements Standing {
        @Override
        public String toString() {
            return "Alive[" + ticket + "]";
        }
    }

    /** It is over. */
    record Over() implements Standing {}

    /** Nobody can say: the service that knows does not answer. */
    record Unknown() implements Standing {}
}
