package io.familygrocer.gateway.session;

import java.util.Locale;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import io.familygrocer.gateway.visit.AnswerRewriter;

/** Takes the tokens out of an answer, so that no script of a page ever sees one. */
final class TokenAnswer implements AnswerRewriter {
    static final String ACCESS = "accessToken";
    static final String REFRESH = "refreshToken";
    static final String SECONDS = "expiresIn";

    /** What the answer has instead: a name of the session for its own pages, which opens nothing. */
    static final String SESSION = "session";

    private static final long USUAL_SECONDS = 60;

    private final boolean whole;
    private final long limit;
    private final Taker taker;

    /** @param whole whether there must be a refresh token, too: else the answer stays as it is */
    TokenAnswer(boolean whole, long limit, Taker taker) {
        this.whole = whole;
        this.limit = limit;
        this.taker = taker;
    }

    /** What becomes of the tokens; null of those that there were none of. */
    interface Taker {
        /** Gives the ticket of the session that they belong to. Never fails. */
        Future<Ticket> take(String access, long seconds, String refresh);
    }

    @Override
    public boolean wants(int status, MultiMap headers) {
        var type = headers.get("content-type");
        return status >= 200
                && status < 300
                && status != 204
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    @Override
    public long limit() {
        return limit;
    }

    @Override
    public Future<Buffer> rewrite(Buffer body) {
        JsonObject json;
        String access;
        String refresh;
        long seconds;
        try {
            json = new JsonObject(body);
            access = (String) json.remove(ACCESS);
            refresh = (String) json.remove(REFRESH);
            seconds = json.getLong(SECONDS, USUAL_SECONDS);
        } catch (DecodeException | ClassCastException e) {
            // Not what it said it is, or not of a kind that carries tokens.
            return Future.succeededFuture(body);
        }
        if (access == null || whole && refresh == null) {
            return Future.succeededFuture(body);
        }
        json.remove(SECONDS);
        return taker.take(access, seconds, refresh)
                .map(ticket -> json.put(SESSION, ticket.mark()).toBuffer());
    }
}
