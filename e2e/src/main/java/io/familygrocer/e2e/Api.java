package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** The public API as a client sees it, through the gateway; one object a person. */
public final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private final URI gateway;
    private String token;

    /** Nobody yet. */
    public Api(URI gateway) {
        this.gateway = gateway;
    }

    /** Speaks for the bearer of an access token from now on. */
    public Api as(String accessToken) {
        token = accessToken;
        return this;
    }

    /** The access token. */
    public String token() {
        return token;
    }

    /** The same person at another address, for example a replica's own. */
    public Api at(URI address) {
        return new Api(address).as(token);
    }

    /** Takes the answer as it comes; a null content type is not sent, nor a null body. */
    public Answer send(String method, String path, String contentType, String body) {
        var request = request(path)
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return send(request.build());
    }

    /** A request of this person, to be completed. */
    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(gateway.resolve(path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Takes the answer to a request of {@link #request(String)}. */
    Answer send(HttpRequest request) {
        var response = send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /** The same, with a body that is read in another way. */
    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Reads something that must be there. */
    public JsonNode get(String path) {
        return send("GET", path, null, null).expect(path);
    }

    /** Posts something that must be taken. */
    public JsonNode post(String path, Object body) {
        return send("POST", path, "application/json", json(body)).expect(path);
    }

    /** A body as JSON. */
    public static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param headers as they came
     * @param body as text
     */
    public record Answer(int status, java.net.http.HttpHeaders headers, String body) {

        /** The body as JSON; missing where it is empty. */
        public JsonNode json() {
            try {
                return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("not JSON: " + body, e);
            }
        }

        JsonNode expect(String path) {
            if (status >= 300) {
                throw new IllegalStateException("%s answered %d: %s".formatted(path, status, body));
            }
            return json();
        }
    }
}
