package io.familygrocer.list.privacy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.photo.PhotoArrivalService;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.PrivacyRequests;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(Servers.class)
class ListPersonalDataTest {

    private static final String NIL = "00000000-0000-0000-0000-000000000000";

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Family.Member ben = family.member("Ben");
    private final Phone annas = new Phone(family, anna);
    private final Phone bens = new Phone(family, ben);
    private final PrivacyRequests familyService = PrivacyRequests.to("list-service");

    @Inject
    Pool pool;

    @Inject
    PhotoArrivalService arrivals;

    @AfterEach
    void close() {
        familyService.close();
    }

    @Test
    void thePersonLeavesHistoriesAndTheListsStay() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "milk");
        annas.sync();
        bens.sync();
        var tea = bens.item(list, "tea");
        bens.set(milk, Map.of("checked", true));
        bens.sync();
        annas.sync();

        var done = erasePerson(ben.id());

        var seen = annas.sync();
        assertThat(seen.getString("changes.find { it.id == '%s' }.addedBy".formatted(tea)))
                .isEqualTo(NIL);
        assertThat(seen.getString("changes.find { it.id == '%s' }.checkedBy".formatted(milk)))
                .isEqualTo(NIL);
        assertThat(seen.getString("changes.find { it.id == '%s' }.addedBy".formatted(milk)))
                .isEqualTo(anna.id().toString());
        assertThat(done.getLong("counts.items")).isEqualTo(2);
        assertThat(Tables.with(ben.id())).isSubsetOf("erased", "outbox", "membership");
    }

    @Test
    void whoWasErasedDoesNotComeBackByAnOldTokenOrALateEvent() {
        bens.list("Bens");
        bens.sync();

        erasePerson(ben.id());
        family.hears("family.member-joined.v1", 7, """
                "personId":"%s","displayName":"Ben","role":"adult\"""".formatted(ben.id()));

        ben.asks().get("/api/lists?family={family}", family.id()).then().statusCode(404);
    }

    @Test
    void nothingIsLeftOfAFamily() {
        var list = annas.list("Weekly");
        annas.item(list, "milk");
        annas.sync();

        var done = familyService.eraseFamily(family.id(), anna.id());

        assertThat(done.getLong("counts.items")).isEqualTo(1);
        assertThat(Tables.with(family.id())).isSubsetOf("erased", "outbox", "family_state");
        anna.asks().get("/api/lists?family={family}", family.id()).then().statusCode(404);
    }

    @Test
    void anExportThatIsImportedIsTheSame() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "milk");
        annas.set(milk, Map.of("amount", 1.5, "unit", "l", "note", "the cold one", "checked", true));
        annas.set(milk, Map.of("due", "2026-12-24", "stores", List.of("Lidl"), "assignedTo", anna.id()));
        annas.does("list.set", list, Map.of("fields", Map.of("store", "Lidl", "archived", true)));
        annas.item(list, "tea");
        annas.sync();
        var exported = export(family.id());
        var copy = UUID.randomUUID();

        familyService.importFamily(copy, exported);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> lists(copy) == 1);
        // What happened is the family's to read; what is imported begins anew.
        assertThat(JsonPath.from(export(copy)).getList(""))
                .isEqualTo(JsonPath.from(exported).getList("findAll { it.kind != 'activity' }"));
        assertThat(JsonPath.from(exported).getList("findAll { it.kind == 'activity' }.op"))
                .containsExactly("list.set", "item.set", "item.set", "item.set", "list.set", "item.set");
    }

    @Test
    void aFamilysPicturesComeAlong() {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "milk");
        String photo = anna.asks()
                .contentType("image/png")
                .body(picture())
                .post("/api/photos?family=" + family.id())
                .path("photo");
        annas.set(milk, Map.of("photo", photo));
        annas.sync();
        var copy = new Family();

        familyService.importFamily(copy.id(), export(family.id()));

        var kim = copy.member("Kim");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            VertxContextSupport.subscribeAndAwait(arrivals::keepAll);
            kim.asks()
                    .get("/api/photos/%s/%s".formatted(copy.id(), photo))
                    .then()
                    .statusCode(200);
        });
        kim.asks()
                .get("/api/lists/%s/items".formatted(list))
                .then()
                .statusCode(200)
                .body("items[0].photo", equalTo(photo));
    }

    private static byte[] picture() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void whatNobodyElseSeesGoesWithThePersonAndIsNotTheFamilys() {
        var presents = UUID.randomUUID();
        bens.does("list.set", presents, Map.of("fields", Map.of("name", "Presents", "sharedWith", List.of())));
        bens.item(presents, "A train for Anna");
        var shared = UUID.randomUUID();
        bens.does("list.set", shared, Map.of("fields", Map.of("name", "Ours", "sharedWith", List.of(anna.id()))));
        bens.sync();
        assertThat(export(family.id())).doesNotContain("Presents").doesNotContain("train");

        erasePerson(ben.id());

        assertThat(lists(family.id())).isEqualTo(1);
        assertThat(annas.sync().getString("changes.find { it.id == '%s' }.ownerId".formatted(shared)))
                .isEqualTo(NIL);
        assertThat(Tables.with(ben.id())).isSubsetOf("erased", "outbox", "membership");
    }

    @Test
    void whatDoesNotFitAnImportIsLeftOut() {
        var copy = UUID.randomUUID();
        var list = UUID.randomUUID();

        familyService.importFamily(copy, """
                [{"kind":"list","id":"%s","name":"Good"},{"kind":"list","id":"x","name":"no id"},
                {"kind":"list","id":"%s","name":"%s"},{"kind":"wish"},
                {"kind":"item","id":"%2$s","listId":"%2$s","name":"of no list","addedBy":"%2$s"},
                {"kind":"item","id":"%2$s","listId":"%1$s","name":"nobody's"}]""".formatted(list, UUID.randomUUID(), "long".repeat(100)));

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> lists(copy) == 1);
        assertThat(JsonPath.from(export(copy)).<String>getList("name")).containsExactly("Good");
    }

    @Test
    void whatAnItemOfAnArchiveMayNotSayIsNotInTheWayOfTheRest() {
        var copy = new Family();
        var list = UUID.randomUUID();
        familyService.importFamily(copy.id(), """
                [{"kind":"list","id":"%s","name":"Weekly"},
                {"kind":"item","id":"%s","listId":"%1$s","name":"milk","addedBy":"%2$s","amount":1,"details":{"urgent":true,
                "boughtTwice":"%2$s","skippedIn":"%2$s","note":"a field, but not of those","wish":1}},
                {"kind":"item","id":"%s","listId":"%1$s","name":"tea","addedBy":"%2$s","amount":1e-300}]""".formatted(list, UUID.randomUUID(), UUID.randomUUID()));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> lists(copy.id()) == 1);

        copy.member("Kim")
                .asks()
                .get("/api/lists/%s/items".formatted(list))
                .then()
                .statusCode(200)
                .body("items.name", contains("milk"))
                .body("items[0].urgent", equalTo(true))
                .body("items[0].boughtTwice", notNullValue())
                .body("items[0].skippedIn", nullValue())
                .body("items[0].note", nullValue());
    }

    @Test
    void aPlaceholderBecomesThePersonWhoHasCome() {
        var copy = UUID.randomUUID();
        var list = UUID.randomUUID();
        var placeholder = UUID.randomUUID();
        var ben = UUID.randomUUID();
        familyService.importFamily(copy, """
                [{"kind":"list","id":"%s","name":"Weekly"},
                {"kind":"item","id":"%s","listId":"%1$s","name":"milk","addedBy":"%s"}]""".formatted(list, UUID.randomUUID(), placeholder));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> authors(copy), List.of(placeholder)::equals);

        familyService.recognise(copy, placeholder, ben);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> authors(copy), List.of(ben)::equals);
    }

    private List<UUID> authors(UUID familyId) {
        var rows = pool.preparedQuery("select added_by from item where family_id = $1")
                .executeAndAwait(Tuple.of(familyId));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID(0))
                .toList();
    }

    private String export(UUID familyId) {
        return PrivacyRequests.records(familyService.exportFamily(familyId));
    }

    private JsonPath erasePerson(UUID personId) {
        return familyService.erasePerson(personId, family.id());
    }

    private long lists(UUID familyId) {
        return pool.preparedQuery("select count(*) from grocery_list where family_id = $1")
                .executeAndAwait(Tuple.of(familyId))
                .iterator()
                .next()
                .getLong(0);
    }
}
