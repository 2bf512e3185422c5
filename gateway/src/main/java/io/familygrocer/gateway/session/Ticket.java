package io.familygrocer.gateway.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * What a browser's cookie says, sealed. It is enough to go on with a session when everything else has been forgotten.
 * Times are milliseconds since 1970.
 *
 * @param id names the session among gateways; random
 * @param number counts the cookies of the session
 * @param numbered since when it has this number
 * @param begun when the session began
 * @param renewed when this was made
 * @param since access tokens from before are no good any more
 * @param refresh the refresh token: a secret
 */
record Ticket(String id, long number, long numbered, long begun, long renewed, long since, String refresh) {
    private static final int ID_BYTES = 16;
    private static final int MARK_LENGTH = 16;

    /** The first of a new session. */
    static Ticket first(String refresh, long now) {
        var id = new byte[ID_BYTES];
        // Made here: a native image would be built with one that is kept, and its seed.
        new SecureRandom().nextBytes(id);
        return new Ticket(Base64.getUrlEncoder().withoutPadding().encodeToString(id), 0, now, now, now, now, refresh);
    }

    /** The next one, with or without a number of its own. */
    Ticket next(boolean numbers, String nextRefresh, long now) {
        return new Ticket(id, numbers ? number + 1 : number, numbers ? now : numbered, begun, now, since, nextRefresh);
    }

    /** The same session, for which no access token from before now is good. */
    Ticket afresh(long now) {
        return new Ticket(id, number, numbered, begun, now, now, refresh);
    }

    boolean isNewerThan(Ticket other) {
        return number != other.number ? number > other.number : renewed > other.renewed;
    }

    /** Names the session to its own pages. It opens nothing, and says nothing about the id. */
    String mark() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(("mark " + id).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, MARK_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] bytes() {
        return new JsonObject()
                .put("i", id)
                .put("n", number)
                .put("m", numbered)
                .put("b", begun)
                .put("r", renewed)
                .put("s", since)
                .put("t", refresh)
                .toBuffer()
                .getBytes();
    }

    /** Reads what {@link #bytes} wrote; empty for anything else. */
    static Optional<Ticket> of(byte[] bytes) {
        try {
            var json = new JsonObject(Buffer.buffer(bytes));
            return Optional.of(new Ticket(
                    json.getString("i"),
                    json.getLong("n"),
                    json.getLong("m"),
                    json.getLong("b"),
                    json.getLong("r"),
                    json.getLong("s"),
                    json.getString("t")));
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Ticket[" + mark() + " " + number + "]";
    }
}
