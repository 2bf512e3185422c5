package io.familygrocer.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sync calls over HTTP with an access token. */
public final class HttpTransport implements Transport {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpClient http;
    private final URI endpoint;
    private final Supplier<String> accessToken;

    /**
     * A transport to a server.
     *
     * @param server for example {@code https://grocer.example.org}
     * @param accessToken asked before each call; renewing it is its giver's business
     */
    public HttpTransport(HttpClient http, URI server, Supplier<String> accessToken) {
        this.http = http;
        this.endpoint = server.resolve("/api/sync");
        this.accessToken = accessToken;
    }

    @Override
    public JsonNode sync(ObjectNode request) throws IOException {
        var call = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + accessToken.get())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                .build();
        try {
            var answer = http.send(call, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                return JSON.readTree(answer.body());
            }
            throw new SyncRefused(answer.statusCode(), problem(answer.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException().initCause(e);
        }
    }

    private static JsonNode problem(byte[] body) throws IOException {
        try {
            var problem = JSON.readTree(body);
            return problem == null ? JsonNodeFactory.instance.objectNode() : problem;
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.objectNode(); // a proxy's page, not the server's word
        }
    }
}
