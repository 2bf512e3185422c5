package io.familygrocer.list.stream;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.sync.FamilyChanged;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Statements;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Servers.class)
class StreamResourceTest {

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Family.Member ben = family.member("Ben");
    private final Phone annas = new Phone(family, anna);

    @Inject
    StreamService streams;

    @Inject
    io.familygrocer.list.purge.PurgeService purge;

    @Test
    void theOtherHearsAtOnceAndNobodyElse() throws Exception {
        try (var bens = new EventStream(ben.token(), "family=" + family.id(), null);
                var others = stranger()) {
            assertThat(bens.status()).isEqualTo(200);
            Awaitility.await().until(() -> !bens.events().isEmpty());
            assertThat(bens.events().getFirst()).contains(":open").contains("retry:");

            var list = annas.list("Weekly");
            annas.item(list, "milk");
            long revision = annas.sync().getLong("revision");

            hears(bens, 2);
            assertThat(bens.events().get(1))
                    .contains("event:changes")
                    .contains("id:" + revision)
                    .contains("\"name\":\"milk\"");
            assertThat(others.events()).hasSizeLessThan(2);
        }
    }

    @Test
    void whoKnowsEverythingBeforeIsToldWithoutReadingItAgain() throws Exception {
        try (var bens = new EventStream(ben.token(), "family=" + family.id(), null)) {
            Awaitility.await().until(() -> !bens.events().isEmpty());
            var list = annas.list("Weekly");
            annas.sync();
            hears(bens, 2);

            try (var statements = Statements.listen()) {
                annas.item(list, "milk");
                annas.sync();
                hears(bens, 3);

                assertThat(bens.events().get(2)).contains("\"name\":\"milk\"");
                assertThat(statements.on("from trip"))
                        .as("what only a reading stream asks")
                        .isEmpty();
            }
        }
    }

    @Test
    void whatIsHeldOpenSaysWhatTheEndpointSays() throws Exception {
        String query = "family=" + family.id();
        try (var held = new EventStream(ben.token(), query, null);
                var answered = new EventStream(ben.token(), query, null, "text/plain;q=0.1, text/event-stream")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !held.events().isEmpty() && !answered.events().isEmpty());
            assertThat(held.status()).isEqualTo(answered.status()).isEqualTo(200);

            annas.item(annas.list("Weekly"), "crème \"fraîche\"");
            annas.sync();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> held.events().size() > 1 && answered.events().size() > 1);
            assertThat(held.events().get(1).lines())
                    .containsExactlyInAnyOrderElementsOf(
                            answered.events().get(1).lines().toList());
            assertThat(held.events().getFirst().lines().map(line -> line.replaceAll("\\d+", "")))
                    .containsExactlyInAnyOrderElementsOf(answered.events()
                            .getFirst()
                            .lines()
                            .map(line -> line.replaceAll("\\d+", ""))
                            .toList());
        }
    }

    @Test
    void aStreamResumesWithoutAHole() throws Exception {
        var list = annas.list("Weekly");
        long seen = annas.sync().getLong("revision");
        annas.item(list, "milk");
        annas.item(list, "bread");
        annas.sync();
        try (var bens = new EventStream(ben.token(), "family=" + family.id(), Long.toString(seen))) {
            Awaitility.await().until(() -> bens.events().size() >= 2);
            assertThat(bens.events().get(1)).contains("milk").contains("bread").doesNotContain("Weekly");
        }
    }

    @Test
    void aLostAnnouncementCostsDelayOnly() throws Exception {
        try (var bens = new EventStream(ben.token(), "family=" + family.id(), null)) {
            Awaitility.await().until(() -> !bens.events().isEmpty());
            var list = annas.list("Weekly");
            annas.item(list, "milk");
            // The announcement of this instance can't be lost in a test, so the look is what is tested: at its own
            // pace.
            annas.sync();
            streams.changed(FamilyChanged.upTo(family.id(), 0));
            hears(bens, 2);
        }
    }

    @Test
    void aStreamEndsWhenItsOwnerLeaves() throws Exception {
        joined(ben, 1);
        try (var bens = new EventStream(ben.token(), "family=" + family.id(), null)) {
            Awaitility.await().until(() -> !bens.events().isEmpty());

            Topic.say(
                    "grocer.family",
                    "/family-service",
                    "family.member-left.v1",
                    family.id().toString(),
                    UUID.randomUUID(),
                    """
                    {"familyId":"%s","personId":"%s","version":2}""".formatted(family.id(), ben.id()));

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(bens::ended);
            assertThat(bens.events().getLast()).contains("event:goodbye").contains("access-ended");
            ben.asks().get("/api/lists?family=" + family.id()).then().statusCode(404);
            anna.asks().get("/api/lists?family=" + family.id()).then().statusCode(200);
        }
    }

    @Test
    void aPassHearsOfItsListOnlyAndEndsWithIt() throws Exception {
        var party = annas.list("Party");
        var weekly = annas.list("Weekly");
        annas.sync();
        var guest = family.pass(party, "check");
        family.hears("family.guest-pass-issued.v1", 2, """
                "passId":"%s","listId":"%s","may":"check","label":"x","expiresAt":"2099-01-01T00:00:00Z\"""".formatted(guest.id(), party));
        try (var guests = new EventStream(guest.token(), "family=" + family.id(), null)) {
            Awaitility.await().until(() -> !guests.events().isEmpty());
            annas.item(weekly, "milk");
            annas.sync();
            annas.item(party, "chips");
            annas.sync();
            hears(guests, 2);
            assertThat(guests.events().get(1)).contains("chips").doesNotContain("milk");

            family.hears("family.guest-pass-revoked.v1", 3, "\"passId\":\"%s\"".formatted(guest.id()));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(guests::ended);
            assertThat(guests.events().getLast()).contains("event:goodbye").contains("access-ended");
        }
    }

    @Test
    void aStreamEndsWithItsFamilyAndByTheClock() throws Exception {
        var list = annas.list("Weekly");
        annas.sync();
        var guest = family.pass(list, "check");
        family.hears("family.guest-pass-issued.v1", 2, """
                "passId":"%s","listId":"%s","may":"check","label":"x","expiresAt":"%s\"""".formatted(
                        guest.id(), list, java.time.Instant.now().plusSeconds(4)));
        joined(anna, 1);
        try (var guests = new EventStream(guest.token(), "family=" + family.id(), null);
                var own = new EventStream(anna.token(), "family=" + family.id(), null)) {
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(guests::ended);
            assertThat(own.ended()).isFalse();

            family.hears("family.dissolved.v1", 3, "\"erasesAt\":\"2099-01-01T00:00:00Z\"");
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(own::ended);
            assertThat(own.events().getLast()).contains("event:goodbye").contains("access-ended");
        }
    }

    @Test
    void whoResumesFromBeforeWhatIsForgottenIsToldToSyncAnew() throws Throwable {
        var list = annas.list("Weekly");
        var milk = annas.item(list, "milk");
        long before = annas.sync().getLong("revision");
        annas.does("item.remove", milk, java.util.Map.of("seen", before));
        long now = annas.sync().getLong("revision");
        io.quarkus.vertx.VertxContextSupport.subscribeAndAwait(
                () -> purge.run(java.time.Instant.now().plus(Duration.ofDays(91))));

        try (var bens = new EventStream(ben.token(), "family=" + family.id(), Long.toString(before))) {
            Awaitility.await().until(bens::ended);
            assertThat(bens.events().getLast()).contains("event:reset").contains("id:" + now);
        }
        try (var bens = new EventStream(ben.token(), "family=" + family.id(), Long.toString(now))) {
            Awaitility.await().until(() -> !bens.events().isEmpty());
            annas.item(list, "bread");
            annas.sync();
            hears(bens, 2);
        }
    }

    @Test
    void aForeignFamilyHasNoStream() throws Exception {
        try (var none = new EventStream(Family.stranger().token(), "family=" + family.id(), null)) {
            assertThat(none.status()).isEqualTo(404);
        }
        try (var nonsense = new EventStream(anna.token(), "family=" + family.id(), "nonsense")) {
            assertThat(nonsense.status()).isEqualTo(400);
        }
        try (var missing = new EventStream(anna.token(), "", null)) {
            assertThat(missing.status()).isEqualTo(400);
        }
    }

    @Test
    void aConnectionServesOnAfterItsStreamHasEnded() throws Exception {
        byte[] request =
                "GET /api/stream?family=%s&since=99 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(family.id(), ben.token())
                        .getBytes(StandardCharsets.US_ASCII);
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (int stream = 0; stream < 2; stream++) {
                socket.getOutputStream().write(request);

                var answer = new ArrayList<String>();
                // The last chunk has no bytes.
                for (String line = lines.readLine(); !"0".equals(line); line = lines.readLine()) {
                    answer.add(line);
                }
                assertThat(lines.readLine()).isEmpty();
                assertThat(answer).first().isEqualTo("HTTP/1.1 200 OK");
                assertThat(answer).contains("X-Accel-Buffering: no", ":open", "event:reset", "id:0");
            }
        }
    }

    private static void hears(EventStream stream, int events) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(stream.events()).hasSize(events));
    }

    private void joined(Family.Member member, long version) {
        Topic.say(
                "grocer.family",
                "/family-service",
                "family.member-joined.v1",
                family.id().toString(),
                UUID.randomUUID(),
                """
                {"familyId":"%s","personId":"%s","displayName":"Ben","role":"adult","version":%d}""".formatted(family.id(), member.id(), version));
    }

    private static EventStream stranger() throws Exception {
        var other = new Family();
        return new EventStream(other.member("Other").token(), "family=" + other.id(), null);
    }
}
