package io.familygrocer.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An open {@code GET /api/stream}: server-sent events as a client hears them. */
public final class EventStream implements AutoCloseable {

    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    private final InputStream body;

    private EventStream(InputStream body) {
        this.body = body;
    }

    /**
     * An event.
     *
     * @param name for example {@code changes}
     * @param id the revision; null where it has none
     * @param data JSON
     * @param at {@link System#nanoTime()} when its last line had come
     */
    public record Event(String name, String id, String data, long at) {}

    /**
     * Opens the stream of a family, from now on, and waits for its first word.
     *
     * @throws IllegalStateException where the answer is not a stream
     */
    public static EventStream open(Api api, String family) {
        return open(api, family, "");
    }

    /** Opens it from a revision on. */
    public static EventStream open(Api api, String family, long since) {
        return open(api, family, "&since=" + since);
    }

    private static EventStream open(Api api, String family, String query) {
        var response = api.send(
                api.request("/api/stream?family=" + family + query)
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("the stream answered " + response.statusCode());
        }
        var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        try {
            // The hello is a block of comments; it ends with an empty line like any other.
            for (String line = lines.readLine(); line != null && !line.isEmpty(); ) {
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var stream = new EventStream(response.body());
        Thread.ofVirtual().name("stream of " + family).start(() -> stream.read(lines));
        return stream;
    }

    private void read(BufferedReader lines) {
        try {
            String name = "message";
            String id = null;
            var data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        heard.add(new Event(name, id, data.toString(), System.nanoTime()));
                    }
                    name = "message";
                    data.setLength(0);
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                }
            }
        } catch (IOException e) {
            // Ended by us, by the server or by what is in between: it has ended.
        }
        heard.add(new Event("closed", null, "", System.nanoTime()));
    }

    /**
     * The next event that fits; those before it are dropped.
     *
     * @throws IllegalStateException where none comes in time
     */
    public Event await(Duration limit, Predicate<Event> fits) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                var event = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new IllegalStateException("nothing that fits was heard within " + limit);
                }
                if (fits.test(event)) {
                    return event;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
