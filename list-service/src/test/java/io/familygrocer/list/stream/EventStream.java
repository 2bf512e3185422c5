package io.familygrocer.list.stream;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.restassured.RestAssured;

/**
 * Reads server-sent events as a client does: one entry an event, the first comment among them. Beats are left out: one may
 * come at any moment.
 */
public final class EventStream implements AutoCloseable {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final HttpResponse<Stream<String>> response;
    private volatile boolean ended;

    public EventStream(String token, String query, String lastEventId) throws Exception {
        this(token, query, lastEventId, "text/event-stream");
    }

    public EventStream(String token, String query, String lastEventId, String accept) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/stream?" + query))
                .header("Authorization", "Bearer " + token)
                .header("Accept", accept);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines());
        Thread.ofVirtual().start(this::read);
    }

    public int status() {
        return response.statusCode();
    }

    public List<String> events() {
        return events;
    }

    public boolean ended() {
        return ended;
    }

    private void read() {
        var event = new ArrayList<String>();
        try (var lines = response.body()) {
            lines.forEach(line -> {
                if (line.isEmpty()) {
                    var whole = String.join("\n", event);
                    if (!whole.equals(":alive")) {
                        events.add(whole);
                    }
                    event.clear();
                } else {
                    event.add(line);
                }
            });
        } finally {
            ended = true;
        }
    }

    @Override
    public void close() {
        response.body().close();
    }
}
