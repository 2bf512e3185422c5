package io.familygrocer.list.photo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.ListsApi;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Servers.class)
class PhotoArchiveTest {

    @Inject
    PhotoArchive archive;

    @Inject
    ObjectMapper json;

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Family copy = new Family();

    @Test
    void aPictureOfManyPiecesIsTheSameInAnotherFamily() throws Throwable {
        String photo = send(Pictures.noise(1600, 1200));
        shown(photo, "Weekly", Map.of());

        var records = written();
        assertThat(records)
                .hasSizeGreaterThan(2)
                .allSatisfy(record -> assertThat(record.toString().length()).isLessThan(262_144));
        take(records);

        assertThat(picture(copy, photo)).isEqualTo(picture(family, photo));
        assertThat(Pictures.read(picture(copy, photo + "/thumbnail")).getWidth())
                .isEqualTo(320);
    }

    @Test
    void whatIsOnNoListThatEverybodySeesStaysAtHome() throws Throwable {
        send(Pictures.of("jpeg", 30, 20));
        shown(send(Pictures.of("jpeg", 31, 20)), "Presents", Map.of("sharedWith", List.of()));

        assertThat(written()).isEmpty();
    }

    @Test
    void whatIsNotWhatItsNameSaysOrSaysMoreThanAPictureIsLeftOut() throws Throwable {
        String photo = send(Pictures.of("jpeg", 32, 20));
        shown(photo, "Weekly", Map.of());
        ObjectNode record = written().getFirst().deepCopy();
        byte[] withPlace = Pictures.fromPhone(40, 20, 1);
        var other = json.<ObjectNode>valueToTree(
                PhotoPiece.of(PhotoFiles.hash(withPlace), withPlace).getFirst());

        take(List.of(
                record.deepCopy().put("data", "AAAA"),
                record.deepCopy().put("data", "no Base64!"),
                record.deepCopy().put("piece", 1).put("pieces", 2),
                record.deepCopy().put("pieces", 1_000_000),
                record.deepCopy().put("photo", "../../etc/passwd"),
                other));

        assertThat(status(photo)).isEqualTo(404);
        assertThat(status(PhotoFiles.hash(withPlace))).isEqualTo(404);
        take(List.of(record));
        assertThat(status(photo)).isEqualTo(200);
    }

    private String send(byte[] bytes) {
        return anna.asks()
                .contentType("image/png")
                .body(bytes)
                .post("/api/photos?family=" + family.id())
                .path("photo");
    }

    private void shown(String photo, String list, Map<String, Object> fields) {
        var api = new ListsApi(family, anna);
        var all = new HashMap<>(fields);
        all.put("name", list);
        api.item(api.list(all), Map.of("name", "milk", "photo", photo));
    }

    private List<JsonNode> written() throws Throwable {
        var texts = new ArrayList<String>();
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> archive.write(family.id(), some -> {
            texts.addAll(some);
            return Uni.createFrom().voidItem();
        })));
        var records = new ArrayList<JsonNode>();
        for (var text : texts) {
            records.add(json.readTree(text));
        }
        return records;
    }

    /** As parts come: each in a transaction of its own. */
    private void take(List<? extends JsonNode> records) throws Throwable {
        for (var record : records) {
            VertxContextSupport.subscribeAndAwait(
                    () -> Panache.withTransaction(() -> archive.take(copy.id(), List.of(record), false)));
        }
        VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> archive.take(copy.id(), List.of(), true)));
    }

    private int status(String photo) {
        return copy.member("Kim")
                .asks()
                .get("/api/photos/%s/%s".formatted(copy.id(), photo))
                .statusCode();
    }

    private static byte[] picture(Family of, String photo) {
        return of.member("Kim")
                .asks()
                .get("/api/photos/%s/%s".formatted(of.id(), photo))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }
}
