package io.familygrocer.list.exports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.list.Family;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(Servers.class)
class ExportResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TEXTS = List.of(
            "milk",
            "=1+1",
            "Crème brûlée",
            "a, \"quoted\" one",
            "2 kg of it",
            "# no heading",
            "- [x] done",
            "🥐 fresh",
            "semi;colon",
            "two\nlines",
            " inner  blanks",
            "'=x",
            "null",
            "-5");

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatGoesOutAsJsonComesInTheSame(long seed) throws Exception {
        fill(new Random(seed), 3, 40);
        var other = new Family();
        var ben = other.member("Ben");
        String first = export(anna, family, "json");

        ben.asks()
                .body(first)
                .post("/api/imports?format=auto&family=" + other.id())
                .then()
                .statusCode(200)
                .body("format", equalTo("family-grocer"))
                .body("lossCount", equalTo(0));

        assertThat(content(export(ben, other, "json"))).isEqualTo(content(first));
    }

    @ParameterizedTest
    @CsvSource({
        "csv, text/csv, lists-.*csv",
        "markdown, text/markdown, lists-.*md",
        "text, text/plain, lists-.*txt",
        "json, application/json, lists-.*json"
    })
    void aFileSaysWhatItIs(String format, String mediaType, String name) {
        fill(new Random(7), 1, 3);

        var answer = anna.asks()
                .get("/api/lists/export?family=%s&format=%s".formatted(family.id(), format))
                .then();

        answer.statusCode(200)
                .header("Content-Type", startsWith(mediaType))
                .header(
                        "Content-Disposition",
                        org.hamcrest.Matchers.matchesRegex("attachment; filename=\"" + name + "\""))
                .header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void noCellIsAFormula() {
        item(list("=cmd()"), Map.of("name", "@SUM(A1)", "note", "+1", "amount", -2));

        String csv = export(anna, family, "csv");

        assertThat(csv)
                .isEqualTo("list,name,quantity,unit,category,note,checked\r\n"
                        + "\"'=cmd()\",\"'@SUM(A1)\",-2,,,\"'+1\",false\r\n");
    }

    @Test
    void aTableComesInTheSame() {
        fill(new Random(8), 2, 30);
        var other = new Family();
        var ben = other.member("Ben");
        String first = export(anna, family, "csv");

        ben.asks()
                .contentType("text/csv")
                .body(first.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/imports?format=csv&family=" + other.id())
                .then()
                .statusCode(200)
                .body("lossCount", equalTo(0));

        assertThat(rows(export(ben, other, "csv"))).isEqualTo(rows(first));
    }

    @Test
    void aCheckListIsReadAgain() {
        String list = list("Weekly");
        item(list, Map.of("name", "potatoes", "amount", 2, "unit", "kg", "checked", true));
        item(list, Map.of("name", "7up", "note", "cold"));
        var other = new Family();
        var ben = other.member("Ben");
        String markdown = export(anna, family, "markdown");

        ben.asks()
                .contentType("text/markdown")
                .body(markdown)
                .post("/api/imports?format=auto&family=" + other.id())
                .then()
                .statusCode(200)
                .body("format", equalTo("text"));

        assertThat(markdown).startsWith("# Weekly\n\n").contains("- [x] 2 kg potatoes\n");
        assertThat(rows(export(ben, other, "markdown"))).isEqualTo(rows(markdown));
    }

    @Test
    void oneListGoesOutAlone() {
        item(list("Weekly"), Map.of("name", "milk"));
        String party = list("Party");
        item(party, Map.of("name", "ice"));

        anna.asks()
                .get("/api/lists/%s/export?format=text".formatted(party))
                .then()
                .statusCode(200)
                .body(equalTo("# Party\n\nice\n"));
    }

    @Test
    void manyPagesAreOneFile() {
        var lines = new StringBuilder("# Long\n");
        for (int i = 0; i < 1_234; i++) {
            lines.append("thing ")
                    .append("abcdefghij".charAt(i % 10))
                    .append('-')
                    .append("q".repeat(i / 10))
                    .append('\n');
        }
        anna.asks()
                .contentType("text/plain")
                .body(lines.toString())
                .post("/api/imports?format=text&family=" + family.id())
                .then()
                .statusCode(200);

        assertThat(export(anna, family, "text").lines().filter(line -> line.startsWith("thing ")))
                .hasSize(1_234);
    }

    @Test
    void whatOneDoesNotSeeDoesNotGoOut() {
        String list = list("Weekly");
        String hidden = anna.asks()
                .body(Map.of("familyId", family.id(), "name", "Presents", "sharedWith", List.of()))
                .post("/api/lists")
                .path("id");
        var ben = family.member("Ben");

        assertThat(export(ben, family, "text")).contains("Weekly").doesNotContain("Presents");
        ben.asks().get("/api/lists/%s/export".formatted(hidden)).then().statusCode(404);
        Family.stranger()
                .asks()
                .get("/api/lists/%s/export".formatted(list))
                .then()
                .statusCode(404);
        Family.stranger()
                .asks()
                .get("/api/lists/export?family=" + family.id())
                .then()
                .statusCode(404);
        anna.asks()
                .get("/api/lists/%s/export?format=pdf".formatted(list))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("format"));
        anna.asks().get("/api/lists/export").then().statusCode(400);
    }

    private void fill(Random random, int lists, int items) {
        var ops = new ArrayList<Map<String, Object>>();
        for (int l = 0; l < lists; l++) {
            var list = UUID.randomUUID();
            ops.add(op(ops, "list.set", list, null, Map.of("name", "List " + l, "icon", "🛒", "colour", "#2e7d32")));
            for (int i = 0; i < items; i++) {
                ops.add(op(ops, "item.set", UUID.randomUUID(), list, fields(random, i)));
            }
        }
        anna.asks()
                .body(Map.of("familyId", family.id(), "clientId", UUID.randomUUID(), "since", 0, "mutations", ops))
                .post("/api/sync")
                .then()
                .statusCode(200)
                .body("outcomes.findAll { it.result != 'applied' }", org.hamcrest.Matchers.empty());
    }

    private static Map<String, Object> op(List<?> before, String op, UUID id, UUID list, Map<String, Object> fields) {
        int seq = before.size() + 1;
        var all = new HashMap<String, Object>(Map.of(
                "seq",
                seq,
                "at",
                "%d-%d-%s".formatted(System.currentTimeMillis(), seq, UUID.randomUUID()),
                "op",
                op,
                "id",
                id,
                "fields",
                fields));
        if (list != null) {
            all.put("listId", list);
        }
        return all;
    }

    private static Map<String, Object> fields(Random random, int number) {
        var fields = new HashMap<String, Object>();
        fields.put("name", (TEXTS.get(random.nextInt(TEXTS.size())) + " " + number).strip());
        maybe(random, fields, "amount", random.nextInt(2_000_000) / 1000.0);
        maybe(random, fields, "unit", TEXTS.get(random.nextInt(3)));
        maybe(random, fields, "note", TEXTS.get(random.nextInt(TEXTS.size())).strip());
        maybe(random, fields, "category", "dairy");
        maybe(random, fields, "checked", true);
        return fields;
    }

    private static void maybe(Random random, Map<String, Object> fields, String name, Object value) {
        if (random.nextBoolean()) {
            fields.put(name, value);
        }
    }

    private String list(String name) {
        return anna.asks()
                .body(Map.of("familyId", family.id(), "name", name))
                .post("/api/lists")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void item(String list, Map<String, Object> fields) {
        var rest = new HashMap<>(fields);
        String item = anna.asks()
                .body(Map.of("name", rest.remove("name")))
                .post("/api/lists/%s/items".formatted(list))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        if (!rest.isEmpty()) {
            anna.asks()
                    .body(rest)
                    .patch("/api/lists/%s/items/%s".formatted(list, item))
                    .then()
                    .statusCode(200);
        }
    }

    private static String export(Family.Member who, Family of, String format) {
        return who.asks()
                .get("/api/lists/export?family=%s&format=%s".formatted(of.id(), format))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static List<String> rows(String text) {
        return text.lines().sorted().toList();
    }

    /** Without ids and order, which are another family's. */
    private static List<String> content(String export) throws Exception {
        var lists = new ArrayList<String>();
        for (JsonNode list : JSON.readTree(export).get("lists")) {
            var items = new ArrayList<String>();
            for (JsonNode item : (ArrayNode) ((ObjectNode) list).remove("items")) {
                items.add(((ObjectNode) item).without("id").toString());
            }
            items.sort(null);
            lists.add(((ObjectNode) list).without("id") + " " + items);
        }
        lists.sort(null);
        return lists;
    }
}
