package io.familygrocer.gateway.session;

import java.util.Optional;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * What gateways know about a session.
 *
 * @param ticket the newest
 * @param access null for none
 */
record Held(Ticket ticket, Access access) {

    /**
     * An access token. Times are milliseconds since 1970.
     *
     * @param token a secret
     * @param at when it was asked for
     * @param goodUntil from when on the next one should be asked for
     * @param until when it expires
     */
    record Access(String token, long at, long goodUntil, long until) {
        private static final double GOOD = 0.9;

        static Access of(String token, long at, long seconds) {
            long millis = seconds * 1000;
            return new Access(token, at, at + (long) (millis * GOOD), at + millis);
        }

        /** Another token, which lives no shorter than this one. */
        Access replacedBy(String other, long now) {
            return new Access(other, now, goodUntil, until);
        }

        byte[] bytes() {
            return new JsonObject()
                    .put("t", token)
                    .put("a", at)
                    .put("g", goodUntil)
                    .put("u", until)
                    .toBuffer()
                    .getBytes();
        }

        static Optional<Access> of(byte[] bytes) {
            try {
                var json = new JsonObject(Buffer.buffer(bytes));
                return Optional.of(
                        new Access(json.getString("t"), json.getLong("a"), json.getLong("g"), json.getLong("u")));
            } catch (DecodeException | ClassCastException | NullPointerException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return "Access[until " + until + "]";
        }
    }

    /** The same with a ticket that a browser has shown, where that is newer: whoever forgets, the browser does not. */
    Held with(Ticket shown) {
        return shown.isNewerThan(ticket) ? new Held(shown, access) : this;
    }

    /** Whether the access token needs no renewal yet. */
    boolean isGood(long now) {
        return access != null && access.at() >= ticket.since() && now < access.goodUntil();
    }

    /** Whether the access token is still of use where it can't be renewed. */
    boolean isOfUse(long now) {
        return access != null && access.at() >= ticket.since() && now < access.until();
    }
}
