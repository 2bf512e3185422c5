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
import io.familygrocer.platform.testkit.Statements;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Servers.class)
class PhotoArchiveTest {

    @Inject
    PhotoArchive archive;

    @Inject
    PhotoArrivalService arrivals;

    @Inject
    PhotoRepository photos;

    @Inject
    PhotoFiles files;

    @Inject
    PhotoService service;

    @Inject
    PhotoConfig config;

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

    @Test
    void aPartCostsThreeStatementsHoweverManyPicturesItHas() throws Throwable {
        for (int i = 0; i < 7; i++) {
            shown(send(Pictures.of("png", 40 + i, 20)), "Weekly", Map.of());
        }
        var records = written();

        try (var statements = Statements.listen()) {
            takeAtOnce(records);

            // What waits, how many there are, what comes; no picture is made within the transaction.
            assertThat(statements.on("photo")).hasSize(3);
            assertThat(statements.on("insert into photo_piece")).hasSize(1);
        }
        keep(arrivals);
        for (var record : records) {
            assertThat(status(record.path("photo").textValue())).isEqualTo(200);
        }
    }

    @Test
    void whatThePlaceForPicturesDoesNotTakeAtTheMomentIsKeptLater() throws Throwable {
        String photo = send(Pictures.of("png", 50, 20));
        shown(photo, "Weekly", Map.of());
        takeAtOnce(written());
        try (var gone = ObjectStore.gone()) {
            keep(new PhotoArrivalService(photos, new PhotoFiles(gone, config), service, config));
        }
        assertThat(status(photo)).isEqualTo(404);

        keep(arrivals);

        assertThat(status(photo)).isEqualTo(200);
    }

    @Test
    void aFamilyHasNoMorePicturesByAnArchiveThanItMayHave() throws Throwable {
        shown(send(Pictures.of("png", 60, 20)), "Weekly", Map.of());
        shown(send(Pictures.of("png", 61, 20)), "Weekly", Map.of());
        var records = written();
        var one = PhotoConfigs.with(Map.of("grocer.list.photos.max-per-family", "1"));
        var small = new PhotoArchive(photos, new PhotoFiles(DiskPhotoStore.temporary(), one), one, json);

        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> small.take(copy.id(), records)));
        keep(arrivals);

        assertThat(records)
                .hasSize(2)
                .filteredOn(record -> status(record.path("photo").textValue()) == 200)
                .hasSize(1);
    }

    @Test
    void theBytesOfAFamilyThatWasErasedMeanwhileDoNotStay() throws Throwable {
        String photo = send(Pictures.of("png", 70, 20));
        shown(photo, "Weekly", Map.of());
        takeAtOnce(written());
        VertxContextSupport.subscribeAndAwait(() -> files.keep(copy.id(), photo, new byte[] {1}, new byte[] {1}));
        forgetPieces(photo);

        VertxContextSupport.subscribeAndAwait(() -> arrivals.note(new Photo(copy.id(), photo, 70, 20, 1)));

        assertThat(VertxContextSupport.subscribeAndAwait(() -> files.read(copy.id(), photo, false)))
                .isEmpty();
        assertThat(status(photo)).isEqualTo(404);
    }

    private void forgetPieces(String photo) throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> photos.forgetPieces(copy.id(), photo)));
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
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> archive.read(family.id())
                .chain(read -> archive.write(family.id(), read, some -> {
                    texts.addAll(some);
                    return Uni.createFrom().voidItem();
                }))));
        var records = new ArrayList<JsonNode>();
        for (var text : texts) {
            records.add(json.readTree(text));
        }
        return records;
    }

    /** As parts come: each in a transaction of its own. */
    private void take(List<? extends JsonNode> records) throws Throwable {
        for (var record : records) {
            takeAtOnce(List.of(record));
        }
        keep(arrivals);
    }

    private void takeAtOnce(List<? extends JsonNode> records) throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> archive.take(copy.id(), List.copyOf(records))));
    }

    private static void keep(PhotoArrivalService arrivals) throws Throwable {
        VertxContextSupport.subscribeAndAwait(arrivals::keepAll);
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
