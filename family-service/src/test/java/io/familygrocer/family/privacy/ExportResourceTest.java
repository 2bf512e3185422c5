package io.familygrocer.family.privacy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(House.class)
class ExportResourceTest {

    @Test
    void aPersonTakesAlongWhatIsKnownOfThemAndNoSecret() throws Exception {
        var anna = Api.register("Anna");
        anna.newFamily("Ours");

        String id = export(anna, Map.of("scope", "person"));
        var files = unzip(archive(anna, id));

        var records = JsonPath.from(files.get("family-service.json"));
        assertThat(records.getList("kind")).contains("person", "membership", "session");
        assertThat(records.getString("find { it.kind == 'person' }.email")).isEqualTo(anna.email());
        assertThat(files.get("family-service.json")).doesNotContain("argon2", anna.refreshToken());
    }

    @Test
    void theManifestKnowsTheSumOfEachFile() throws Exception {
        var anna = Api.register("Anna");
        var files = unzip(archive(anna, export(anna, Map.of("scope", "person"))));

        var manifest = JsonPath.from(files.get("manifest.json"));

        byte[] sum = MessageDigest.getInstance("SHA-256")
                .digest(files.get("family-service.json").getBytes(StandardCharsets.UTF_8));
        assertThat(manifest.getString("files[0].name")).isEqualTo("family-service.json");
        assertThat(manifest.getString("files[0].sha256"))
                .isEqualTo(HexFormat.of().formatHex(sum));
    }

    @Test
    void aDownloadThatBrokeOffGoesOnWhereItWas() {
        var anna = Api.register("Anna");
        String id = export(anna, Map.of("scope", "person"));
        byte[] whole = archive(anna, id);

        var rest = anna.request()
                .header("Range", "bytes=100-")
                .get("/api/exports/{id}/archive", id)
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 100-%d/%d".formatted(whole.length - 1, whole.length))
                .extract()
                .asByteArray();

        assertThat(rest).isEqualTo(Arrays.copyOfRange(whole, 100, whole.length));
        anna.request()
                .header("Range", "bytes=%d-".formatted(whole.length))
                .get("/api/exports/{id}/archive", id)
                .then()
                .statusCode(416);
    }

    @Test
    void onlyAnOwnerTakesAFamilyAlong() {
        var anna = Api.register("Anna");
        var ben = Api.register("Ben");
        var stranger = Api.register("Stranger");
        String family = anna.newFamily("Ours");
        ben.accept(anna.inviteCode(family, Map.of("role", "adult"))).then().statusCode(200);
        var request = Map.of("scope", "family", "familyId", family);

        ben.request().body(request).post("/api/me/exports").then().statusCode(403);
        stranger.request().body(request).post("/api/me/exports").then().statusCode(404);
        anna.request()
                .body(Map.of("scope", "family"))
                .post("/api/me/exports")
                .then()
                .statusCode(400);
        var members = JsonPath.from(text(archive(anna, export(anna, request)), "family-service.json"));

        assertThat(members.getList("findAll { it.kind == 'member' }.displayName"))
                .containsExactly("Anna", "Ben");
    }

    @Test
    void anArchiveIsNobodyElses() {
        var anna = Api.register("Anna");
        var stranger = Api.register("Stranger");
        String id = export(anna, Map.of("scope", "person"));

        stranger.request().get("/api/exports/{id}", id).then().statusCode(404);
        stranger.request().get("/api/exports/{id}/archive", id).then().statusCode(404);
        assertThat(stranger.request().get("/api/me/exports").jsonPath().getList("items"))
                .isEmpty();
        assertThat(anna.request().get("/api/me/exports").jsonPath().getList("items.id"))
                .containsExactly(id);
    }

    @Test
    void theArchivesOfAFamilyGoWithWhoIsErased() {
        var anna = Api.register("Anna");
        var ben = Api.register("Ben");
        String family = anna.newFamily("Ours");
        ben.accept(anna.inviteCode(family, Map.of("role", "adult"))).then().statusCode(200);
        String id = export(anna, Map.of("scope", "family", "familyId", family));

        ben.request()
                .body(Map.of("password", Api.PASSWORD))
                .post("/api/me/erasure")
                .then()
                .statusCode(202);

        anna.request().get("/api/exports/{id}/archive", id).then().statusCode(404);
    }

    @Test
    void anArchiveThatIsImportedGivesAnEqualFamily() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");
        anna.newMember(family, "Ben", "adult");
        anna.newMember(family, "Cleo", "child");
        byte[] archive = archive(anna, export(anna, Map.of("scope", "family", "familyId", family)));
        var elsewhere = Api.register("Anna");

        var copy = elsewhere
                .request()
                .contentType("application/zip")
                .body(archive)
                .post("/api/families/import")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();

        assertThat(copy.<String>getList("members.displayName")).containsExactlyInAnyOrder("Ben", "Cleo");
        var again = archive(
                elsewhere, export(elsewhere, Map.of("scope", "family", "familyId", copy.getString("familyId"))));
        assertThat(withoutIds(again)).containsExactlyInAnyOrderElementsOf(withoutIds(archive));
    }

    @Test
    void aBrokenArchiveIsRefusedByName() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");
        byte[] archive = archive(anna, export(anna, Map.of("scope", "family", "familyId", family)));

        refused(anna, new byte[] {1, 2, 3});
        refused(anna, Arrays.copyOf(archive, archive.length / 2));
        refused(anna, archive(anna, export(anna, Map.of("scope", "person"))));
    }

    @Test
    void theSameKeyImportsOnce() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");
        byte[] archive = archive(anna, export(anna, Map.of("scope", "family", "familyId", family)));

        String first = importWithKey(anna, archive);

        assertThat(importWithKey(anna, archive)).isEqualTo(first);
    }

    private static String importWithKey(Api.Someone someone, byte[] archive) {
        return someone.request()
                .contentType("application/zip")
                .header("Idempotency-Key", "once")
                .body(archive)
                .post("/api/families/import")
                .then()
                .statusCode(201)
                .extract()
                .path("familyId");
    }

    private static void refused(Api.Someone someone, byte[] archive) {
        String field = someone.request()
                .contentType("application/zip")
                .body(archive)
                .post("/api/families/import")
                .then()
                .statusCode(400)
                .extract()
                .path("errors[0].field");
        assertThat(field).isEqualTo("archive");
    }

    private static List<Map<String, Object>> withoutIds(byte[] archive) {
        List<Map<String, Object>> records =
                JsonPath.from(text(archive, "family-service.json")).getList("");
        records.forEach(record -> record.remove("id"));
        return records;
    }

    static String export(Api.Someone someone, Map<String, ?> request) {
        String id = someone.request()
                .body(request)
                .post("/api/me/exports")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                someone.request().get("/api/exports/{id}", id).<String>path("state"))
                        .isEqualTo("ready"));
        return id;
    }

    static byte[] archive(Api.Someone someone, String id) {
        return someone.request()
                .get("/api/exports/{id}/archive", id)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    private static String text(byte[] archive, String name) {
        return unzip(archive).get(name);
    }

    static Map<String, String> unzip(byte[] archive) {
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
