package io.familygrocer.family.privacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.TestConfig;
import io.familygrocer.platform.privacy.Subject;
import io.familygrocer.platform.web.ProblemException;
import io.familygrocer.platform.web.RandomSecret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an archive may be, from hands that may have changed it. */
class ArchiveReaderTest {

    private static final UUID FAMILY = UUID.randomUUID();
    private static final String OWN = "[\n{\"kind\":\"family\",\"name\":\"Home\"},\n{\"kind\":\"other\"}\n]\n";

    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
    private final io.familygrocer.platform.privacy.PrivacyConfig bounds = TestConfig.with(
            io.familygrocer.platform.privacy.PrivacyConfig.class, Map.of("grocer.privacy.part-size", "1000"));
    private final ArchiveReader reader = new ArchiveReader(
            json, TestConfig.with(PrivacyConfig.class, Map.of("grocer.family.privacy.import-unpacked", "1M")), bounds);

    @Test
    void itsRecordsArePassedOnInPartsAndWhatIsReadHereIsKept() throws IOException {
        var items = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            items.add("{\"kind\":\"item\",\"id\":\"%s\",\"name\":\"thing %d\"}".formatted(UUID.randomUUID(), i));
        }
        var archive = reader.read(archive(OWN, "[\n" + String.join(",\n", items) + "\n]\n", UnaryOperator.identity()));

        assertThat(archive.own("family")).hasSize(1);
        assertThat(archive.own("other")).isEmpty();
        var records = new ArrayList<String>();
        try (var parts = new ImportParts(
                FAMILY,
                archive,
                new NewIds(archive.manifest(), FAMILY, UUID.randomUUID()),
                bounds,
                service -> !service.equals(ArchiveReader.OWN))) {
            boolean last = false;
            int number = 0;
            for (var part = parts.next(); part != null; part = parts.next()) {
                assertThat(last).as("something behind the last").isFalse();
                assertThat(part.part()).isEqualTo(number++);
                assertThat(part.records().length()).isLessThan(1_200);
                last = part.last();
                json.readTree(part.records())
                        .forEach(record -> records.add(record.get("name").asText()));
            }
            assertThat(last).isTrue();
        }
        assertThat(records).hasSize(100).startsWith("thing 0", "thing 1").endsWith("thing 99");
    }

    @Test
    void whatIsTooLargeIsNotUnpacked() throws IOException {
        String wide = "[\n{\"kind\":\"item\",\"name\":\"%s\"}\n]\n".formatted("x".repeat(200_000));
        assertThatThrownBy(() -> reader.read(archive(OWN, wide, UnaryOperator.identity())))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("has a record that is too large");

        String many = "[\n" + "{\"kind\":\"item\",\"name\":\"x\"},\n".repeat(40_000) + "{\"kind\":\"item\"}\n]\n";
        assertThatThrownBy(() -> reader.read(archive(OWN, many, UnaryOperator.identity())))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("must have at most 1048576 bytes, unpacked");
    }

    @Test
    void whatIsNotWholeIsRefused() throws IOException {
        String items = "[\n{\"kind\":\"item\"}\n]\n";
        byte[] changed = archive(OWN, items, text -> text.replace("\"item\"", "\"Item\""));
        assertThatThrownBy(() -> reader.read(changed))
                .hasMessageContaining("list-service.json is missing or is not what the manifest says");
        assertThatThrownBy(() -> reader.read(archive(OWN, "[\n17\n]\n", UnaryOperator.identity())))
                .hasMessageContaining("list-service.json has something that is no record");
        assertThatThrownBy(() -> reader.read(archive(OWN, "[\n{\"kind\":", UnaryOperator.identity())))
                .hasMessageContaining("list-service.json is no JSON");
        assertThatThrownBy(() -> reader.read("no zip".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("has no manifest.json");
    }

    /** @param change what is done to the lists after the sums were taken */
    private byte[] archive(String own, String lists, UnaryOperator<String> change) throws IOException {
        var manifest = new ArchiveManifest(
                ArchiveManifest.FORMAT,
                UUID.randomUUID(),
                Subject.FAMILY,
                UUID.randomUUID(),
                UUID.randomUUID(),
                Instant.EPOCH,
                List.of(file("family-service", own), file("list-service", lists)));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "family-service.json", own);
            put(zip, "list-service.json", change.apply(lists));
            put(zip, ArchiveManifest.NAME, json.writeValueAsString(manifest));
        }
        return bytes.toByteArray();
    }

    private static ArchiveManifest.File file(String service, String content) {
        return new ArchiveManifest.File(
                service + ".json", service, 1, HexFormat.of().formatHex(RandomSecret.hash(content)));
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
}
