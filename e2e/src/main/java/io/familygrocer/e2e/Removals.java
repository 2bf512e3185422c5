package io.familygrocer.e2e;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/**
 * How long somebody who has been removed from a family still gets something, by each way that there is: plain REST, a
 * sync call with a queued mutation, an open stream, and the inbox. Their token is good for minutes longer.
 */
public final class Removals {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 5;

    /** The ways, by name, in the order in which they are told. */
    static final Map<String, ToLongFunction<Times>> WAYS = ways();

    private Removals() {}

    /**
     * One removal: from its request on until the first refusal, in milliseconds; the time of the reply is in it.
     *
     * @param rest {@code GET /api/lists?family=} is 404
     * @param sync a mutation is 404
     * @param stream the goodbye has come
     * @param inbox the family's entries are gone
     */
    public record Times(long rest, long sync, long stream, long inbox) {}

    private static Map<String, ToLongFunction<Times>> ways() {
        var ways = new LinkedHashMap<String, ToLongFunction<Times>>();
        ways.put("REST", Times::rest);
        ways.put("sync", Times::sync);
        ways.put("stream", Times::stream);
        ways.put("inbox", Times::inbox);
        return ways;
    }

    /** Lets one person join and be removed again, so many times. */
    public static List<Times> measure(URI gateway, int rounds) {
        var anna = Household.Person.register(gateway, "Anna");
        var ben = Household.Person.register(gateway, "Ben");
        String family = anna.family("Come and go");
        String list = anna.list(family, "Weekly");
        var times = new ArrayList<Times>();
        for (int i = 0; i < rounds; i++) {
            var invite = anna.api().post("/api/families/%s/invites".formatted(family), Map.of("uses", 1));
            ben.join(invite.get("code").asText());
            anna.item(list, "milk " + i);
            await("an entry", () -> unread(ben.api()) > 0);
            times.add(remove(anna, ben, family));
        }
        return times;
    }

    /**
     * The time that so many percent of the removals stay below, by the nearest rank.
     *
     * @param percent 1 to 100
     */
    public static long percentile(List<Times> times, ToLongFunction<Times> way, int percent) {
        var sorted = times.stream().mapToLong(way).sorted().toArray();
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }

    private static Times remove(Household.Person anna, Household.Person ben, String family) {
        var api = ben.api();
        String sync = Api.json(Map.of(
                "familyId",
                family,
                "clientId",
                UUID.randomUUID(),
                "since",
                0,
                "mutations",
                List.of(Map.of(
                        "seq",
                        1,
                        "at",
                        System.currentTimeMillis() + "-0-" + UUID.randomUUID(),
                        "op",
                        "list.set",
                        "id",
                        UUID.randomUUID(),
                        "fields",
                        Map.of("name", "queued")))));
        try (var stream = EventStream.open(api, family);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            String member = "/api/families/%s/members/%s".formatted(family, ben.id());
            anna.api().send("DELETE", member, null, null).expect(member);
            var rest = CompletableFuture.supplyAsync(
                    () -> until(start, () -> status(api, "GET", "/api/lists?family=" + family, null) == 404), threads);
            var pushed = CompletableFuture.supplyAsync(
                    () -> until(start, () -> status(api, "POST", "/api/sync", sync) == 404), threads);
            var inbox = CompletableFuture.supplyAsync(() -> until(start, () -> unread(api) == 0), threads);
            long goodbye = stream.await(PATIENCE, event -> event.name().equals("goodbye"))
                    .at();
            return new Times(rest.join(), pushed.join(), millis(goodbye - start), inbox.join());
        }
    }

    private static int status(Api api, String method, String path, String body) {
        return api.send(method, path, body == null ? null : "application/json", body)
                .status();
    }

    private static long unread(Api api) {
        return api.get("/api/notifications").get("unread").asLong();
    }

    private static long until(long start, BooleanSupplier denied) {
        await("a refusal", denied);
        return millis(System.nanoTime() - start);
    }

    private static void await(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%s did not come within %s".formatted(what, PATIENCE));
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
