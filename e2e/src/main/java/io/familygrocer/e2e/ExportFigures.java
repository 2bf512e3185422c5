package io.familygrocer.e2e;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The section of {@code ./grocer bench family} about archives: how long a large family takes to be exported, fetched and
 * made anew from its archive.
 */
final class ExportFigures {

    private static final int LISTS = 50;
    private static final int ITEMS_OF_A_LIST = 400;
    private static final int AT_ONCE = 400;
    private static final long PATIENCE = 120_000;

    private final Map<String, Double> figures = new LinkedHashMap<>();

    private ExportFigures() {}

    /** Measures once; answers each figure by its name, in the order of their making. */
    static Map<String, Double> measure(URI gateway) {
        var section = new ExportFigures();
        section.run(gateway);
        return section.figures;
    }

    private void run(URI gateway) {
        var anna = Household.Person.register(gateway, "Anna");
        String family = anna.family("Large");
        fill(anna.api(), family);
        anna.signIn();
        var api = anna.api();

        long start = System.nanoTime();
        String id = api.post("/api/me/exports", Map.of("scope", "family", "familyId", family))
                .get("id")
                .asText();
        await(() -> api.get("/api/exports/" + id).get("state").asText().equals("ready"));
        note("export of %d lists and %,d items, s".formatted(LISTS, LISTS * ITEMS_OF_A_LIST), start);

        start = System.nanoTime();
        byte[] archive = api.send(
                        api.request("/api/exports/%s/archive".formatted(id)).build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
        note("its download, s", start);
        figures.put("its size, MB", archive.length / 1e6);

        start = System.nanoTime();
        var imported = api.send(api.request("/api/families/import")
                        .header("Content-Type", "application/zip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(archive))
                        .build())
                .expect("/api/families/import");
        api.as(imported.get("accessToken").asText());
        String copy = imported.get("familyId").asText();
        await(() -> items(api, copy) == LISTS * ITEMS_OF_A_LIST);
        note("its import, until every item is on its list, s", start);
    }

    private static long items(Api api, String family) {
        long items = 0;
        for (var list : api.get("/api/lists?family=" + family).get("items")) {
            items += list.get("total").asLong();
        }
        return items;
    }

    private static void fill(Api api, String family) {
        String client = UUID.randomUUID().toString();
        var queue = new ArrayList<Map<String, Object>>();
        long seq = 0;
        for (int list = 0; list < LISTS; list++) {
            String listId = UUID.randomUUID().toString();
            queue.add(op(++seq, client, "list.set", listId, Map.of("fields", Map.of("name", "List " + list))));
            for (int item = 0; item < ITEMS_OF_A_LIST; item++) {
                var fields = Map.of("name", "thing " + item, "amount", item + 1, "unit", "g");
                String itemId = UUID.randomUUID().toString();
                queue.add(op(++seq, client, "item.set", itemId, Map.of("listId", listId, "fields", fields)));
                if (queue.size() >= AT_ONCE) {
                    send(api, family, client, queue);
                }
            }
        }
        send(api, family, client, queue);
    }

    private static void send(Api api, String family, String client, List<Map<String, Object>> queue) {
        api.post("/api/sync", Map.of("familyId", family, "clientId", client, "since", 0, "mutations", queue));
        queue.clear();
    }

    private static Map<String, Object> op(long seq, String client, String op, String id, Map<String, Object> more) {
        var mutation = new LinkedHashMap<String, Object>(more);
        mutation.put("op", op);
        mutation.put("id", id);
        mutation.put("seq", seq);
        mutation.put("at", System.currentTimeMillis() + "-" + seq + "-" + client);
        return mutation;
    }

    private void note(String figure, long start) {
        figures.put(figure, (System.nanoTime() - start) / 1e9);
    }

    private static void await(BooleanSupplier done) {
        long until = System.currentTimeMillis() + PATIENCE;
        while (!done.getAsBoolean()) {
            if (System.currentTimeMillis() > until) {
                throw new IllegalStateException("not done after %d ms".formatted(PATIENCE));
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
