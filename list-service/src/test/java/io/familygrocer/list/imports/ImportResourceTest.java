package io.familygrocer.list.imports;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.list.Family;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

@QuarkusTest
@WithTestResource(Servers.class)
class ImportResourceTest {

    private static final int MANY = 100_000;
    private static final long FEW_BYTES = 48L << 20;

    @Inject
    ImportConfig config;

    private final Family family = new Family();
    private Family.Member anna = family.member("Anna");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kitchenowl.json",
                "kitchenowl-household.json",
                "grocy.json",
                "mealie.json",
                "tandoor.json",
                "koffan.json",
                "koffan.csv",
                "pantry.json",
                "bring.json",
                "ourgroceries.json",
                "weekly.csv",
                "party.txt"
            })
    void aPreviewIsExactAndTheSameFileTwiceChangesNothing(String file) throws IOException {
        byte[] bytes = Found.sample(file);

        var preview = send("auto", bytes, "&dryRun=true");
        assertThat(anna.asks()
                        .get("/api/lists?family=" + family.id())
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
        var first = send("auto", bytes, "");
        long revision = revision();
        var second = send("auto", bytes, "");

        assertThat(preview.getBoolean("dryRun")).isTrue();
        for (String same : List.of("format", "created", "merged", "skipped", "losses", "lossCount", "lists.name")) {
            assertThat(first.<Object>get(same)).as(same).isEqualTo(preview.get(same));
        }
        assertThat(second.getInt("created")).isZero();
        assertThat(second.getInt("skipped")).isEqualTo(first.getInt("created"));
        assertThat(revision()).isEqualTo(revision);
    }

    @Test
    void aHundredThousandLinesTakeNoMoreMemoryThanAFew() throws Exception {
        var path = Files.createTempFile("many", ".csv");
        try (var out = Files.newBufferedWriter(path)) {
            out.write("name,quantity,unit,note\n");
            for (int i = 0; i < MANY; i++) {
                out.write("thing number %d,%d,kg,of the kind that one wants%n".formatted(i, i % 7 + 1));
            }
        }
        try (var heap = new Heap()) {
            var report = upload(path, "");
            assertThat(report.getInt("created")).isEqualTo(MANY);
            assertThat(report.getLong("lossCount")).isZero();
            assertThat(heap.growth()).isLessThan(FEW_BYTES);
        }
        // A token is good for five minutes; a slow machine may take longer.
        anna = family.member("Ben");
        long revision = revision();
        var again = upload(path, "");
        Files.delete(path);

        assertThat(again.getInt("created")).isZero();
        assertThat(again.getInt("skipped")).isEqualTo(MANY);
        assertThat(revision()).isEqualTo(revision);
    }

    @Test
    void statementsGrowWithTheBatchesNotWithTheLines() {
        int one = queries(lines(0, config.batch()));
        int three = queries(lines(config.batch(), config.batch() * 3));

        assertThat(one).isPositive();
        assertThat(three).isLessThanOrEqualTo(one * 3);
    }

    @Test
    void progressComesAsEventsAndAtTheEndTheReport() throws Exception {
        var events = new java.util.ArrayList<String>();
        try (var response = stream("text", lines(0, config.batch() * 3)).body()) {
            response.filter(line -> !line.isEmpty()).forEach(events::add);
        }

        assertThat(events).filteredOn(line -> line.equals("event:progress")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(events.get(events.size() - 2)).isEqualTo("event:report");
        assertThat(JsonPath.from(events.getLast().substring("data:".length())).getInt("created"))
                .isEqualTo(config.batch() * 3);
    }

    @Test
    void aProblemInTheMiddleIsTheLastEventAndNothingStays() throws Exception {
        String csv = "name,quantity\n" + "milk,1\n".repeat(config.batch() * 2) + "\"never closed";

        var events = stream("csv", csv).body().filter(line -> !line.isEmpty()).toList();

        assertThat(events.get(events.size() - 2)).isEqualTo("event:problem");
        assertThat(events.getLast()).contains("unreadable-file").contains("422");
        assertThat(revision()).isZero();
    }

    @Test
    void whoGoesBeforeTheEndLeavesNothing() throws Exception {
        var lines = stream("text", lines(0, 40_000)).body();
        var iterator = lines.iterator();
        while (!iterator.next().equals("event:progress")) {
            // The import has begun.
        }
        lines.close();

        // The family's lock is free again, and nothing of the import is there.
        var after = send("text", "milk".getBytes(java.nio.charset.StandardCharsets.UTF_8), "");
        assertThat(after.getInt("created")).isEqualTo(1);
        anna.asks().get("/api/lists?family=" + family.id()).then().body("items[0].total", equalTo(1));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(ImportResourceTest::temporaryFiles, files -> files == 0);
    }

    @Test
    void aRefusalComesBeforeTheStream() {
        var stranger = Family.stranger();
        for (String accept : List.of("application/json", "text/event-stream")) {
            stranger.asks()
                    .accept(accept)
                    .contentType("text/plain")
                    .body("milk")
                    .post("/api/imports?format=text&family=" + family.id())
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
        family.member("Kim", "child")
                .asks()
                .contentType("text/plain")
                .body("milk")
                .post("/api/imports?format=text&family=" + family.id())
                .then()
                .statusCode(403);
    }

    @Test
    void whatIsWrongIsNamed() {
        refused("format=paper", "milk", 400, "errors[0].field", "format");
        refused("format=text&dryRun=perhaps", "milk", 400, "errors[0].field", "dryRun");
        refused("format=text&list=" + "x".repeat(201), "milk", 400, "errors[0].field", "list");
        refused("", "milk", 400, "errors[0].field", "format");
        refused("format=kitchenowl", "{\"items\":", 422, "type", "urn:family-grocer:problem:unreadable-file");
    }

    @Test
    void aReportNamesTheFirstLossesAndCountsTheRest() {
        String csv = "name,colour\n" + "paint,red\n".repeat(config.maxLosses() + 5);

        var report = send("csv", csv.getBytes(java.nio.charset.StandardCharsets.UTF_8), "&dryRun=true");

        assertThat(report.getList("losses")).hasSize(config.maxLosses());
        assertThat(report.getLong("lossCount")).isEqualTo(config.maxLosses() + 5);
    }

    @Test
    void aListThatIsThereIsTakenWhateverItsCase() {
        send("text", "# Weekly\nmilk".getBytes(java.nio.charset.StandardCharsets.UTF_8), "");

        var report = send("text", "# WEEKLY\nbread".getBytes(java.nio.charset.StandardCharsets.UTF_8), "");

        assertThat(report.getBoolean("lists[0].created")).isFalse();
        anna.asks()
                .get("/api/lists?family=" + family.id())
                .then()
                .body("items", hasSize(1))
                .body("items[0].total", equalTo(2));
    }

    private void refused(String query, String body, int status, String path, String value) {
        anna.asks()
                .contentType("text/plain")
                .body(body)
                .post("/api/imports?family=" + family.id() + "&" + query)
                .then()
                .statusCode(status)
                .body(path, containsString(value));
    }

    private JsonPath send(String format, byte[] bytes, String more) {
        return anna.asks()
                .contentType("application/octet-stream")
                .body(bytes)
                .post("/api/imports?format=%s&family=%s%s".formatted(format, family.id(), more))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath upload(java.nio.file.Path path, String more) throws Exception {
        var request = request("csv", more)
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofFile(path))
                .build();
        try (var lines = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()) {
            String last = lines.filter(line -> !line.isEmpty())
                    .reduce((before, line) -> line)
                    .orElseThrow();
            return JsonPath.from(last.substring("data:".length()));
        }
    }

    private HttpResponse<Stream<String>> stream(String format, String body) throws Exception {
        var request = request(format, "")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
    }

    private HttpRequest.Builder request(String format, String more) {
        return HttpRequest.newBuilder(URI.create("http://localhost:%d/api/imports?format=%s&family=%s%s"
                        .formatted(RestAssured.port, format, family.id(), more)))
                .header("Authorization", "Bearer " + anna.token())
                .header("Content-Type", "text/plain");
    }

    private long revision() {
        return anna.asks()
                .body("{\"familyId\":\"%s\",\"clientId\":\"%s\",\"since\":0}"
                        .formatted(family.id(), java.util.UUID.randomUUID()))
                .post("/api/sync")
                .jsonPath()
                .getLong("revision");
    }

    private int queries(String lines) {
        try (var statements = Statements.listen()) {
            send("text", lines.getBytes(java.nio.charset.StandardCharsets.UTF_8), "");
            return statements.queries();
        }
    }

    private static String lines(int from, int count) {
        var text = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            // Letters only, in one word: a number would be an amount.
            text.append("thing");
            String.valueOf(i).chars().forEach(digit -> text.append((char) (digit - '0' + 'k')));
            text.append('\n');
        }
        return text.toString();
    }

    private static long temporaryFiles() throws IOException {
        try (var files = Files.list(java.nio.file.Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("family-grocer-import"))
                    .count();
        }
    }

    /** Looks every few seconds at how much of the heap is in use after a collection. */
    private static final class Heap implements AutoCloseable {

        private static final long EVERY_SECONDS = 5;

        private final long before = used();
        private final AtomicLong most = new AtomicLong();
        private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().factory());

        private final ScheduledFuture<?> looking = looks.scheduleWithFixedDelay(
                () -> most.accumulateAndGet(used(), Math::max), 0, EVERY_SECONDS, TimeUnit.SECONDS);

        long growth() {
            return most.get() - before;
        }

        private static long used() {
            System.gc();
            var runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory();
        }

        @Override
        public void close() {
            looking.cancel(true);
            looks.shutdown();
        }
    }
}
