package io.familygrocer.gateway.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** A Lua script about one key. Redis is told its text once, and knows it by its hash then. */
public final class RedisScript {
    private final String text;
    private final String sha;

    private RedisScript(String text) {
        this.text = text;
        this.sha = sha1(text);
    }

    /** Reads a script from the class path, where it must be. */
    public static RedisScript of(String resource) {
        try (var in = RedisScript.class.getResourceAsStream(resource)) {
            return new RedisScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs it.
     *
     * @param key which says the node of a cluster
     * @param arguments bytes as {@link Buffer}; everything else as the text that it has
     */
    public Future<Response> run(Redis redis, String key, Object... arguments) {
        return redis.send(request(Command.EVALSHA, sha, key, arguments))
                .recover(cause ->
                        cause.getMessage() != null && cause.getMessage().startsWith("NOSCRIPT")
                                ? redis.send(request(Command.EVAL, text, key, arguments))
                                : Future.failedFuture(cause));
    }

    private static Request request(Command command, String what, String key, Object... arguments) {
        var request = Request.cmd(command).arg(what).arg(1).arg(key);
        for (var argument : arguments) {
            if (argument instanceof Buffer bytes) {
                request.arg(bytes);
            } else {
                request.arg(argument.toString());
            }
        }
        return request;
    }

    /** The name by which Redis knows a script. */
    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
