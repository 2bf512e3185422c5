package io.familygrocer.list.pull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Statements;
import io.familygrocer.platform.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

/** Calls that bring nothing, of whom a token was seen before. */
@QuarkusTest
@WithTestResource(Servers.class)
class PullResourceTest {

    private static final int AT_ONCE = 100;

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final Family.Member ben = family.member("Ben");
    private final Phone annas = new Phone(family, anna);
    private final Phone bens = new Phone(family, ben);

    @Inject
    MeterRegistry metrics;

    @Test
    void whoIsUpToDateHearsSoWithoutAnyStatementOfItsOwn() {
        annas.list("Weekly");
        annas.sync();
        bens.sync();
        double before = answered();

        try (var statements = Statements.listen()) {
            var answer = annas.sync();

            assertThat(statements.queries()).isZero();
            assertThat(answer.getLong("revision")).isEqualTo(annas.since()).isEqualTo(bens.since());
            assertThat(answer.getLong("lastSeq")).isEqualTo(1);
            assertThat(answer.getList("changes")).isEmpty();
            assertThat(bens.sync().getLong("lastSeq")).isZero();
        }
        assertThat(answered() - before).isGreaterThanOrEqualTo(2);
    }

    @Test
    void theAnswerIsThatOfTheOrdinaryRoad() {
        annas.list("Weekly");
        annas.sync();
        long since = annas.since();
        var client = UUID.randomUUID();
        String call = "{\"familyId\":\"%s\",\"clientId\":\"%s\",\"since\":%d}".formatted(family.id(), client, since);

        double before = answered();
        var longWay = post(anna, call + " ".repeat(1_000)).statusCode(200).extract();
        assertThat(answered()).as("nobody else asks").isEqualTo(before);
        var shortWay = post(anna, call).statusCode(200).extract();

        assertThat(answered()).isEqualTo(before + 1);
        assertThat(withoutTime(shortWay.asString())).isEqualTo(withoutTime(longWay.asString()));
        assertThat(shortWay.<Long>path("serverTime"))
                .isBetween(
                        longWay.<Long>path("serverTime"),
                        Instant.now().plusSeconds(5).toEpochMilli());
        assertThat(shortWay.contentType()).isEqualTo(longWay.contentType());
        assertThat(names(shortWay.headers())).isEqualTo(names(longWay.headers()));
    }

    @Test
    void oneSeesAtOnceWhatTheOtherHasWritten() {
        annas.list("Weekly");
        annas.sync();
        bens.sync();
        for (int turn = 0; turn < 20; turn++) {
            annas.list("List " + turn);
            annas.sync();

            assertThat(bens.sync().getList("changes.name")).containsExactly("List " + turn);
        }
    }

    @Test
    void aFamilyWithoutAnythingIsAtNothing() {
        bens.sync();

        assertThat(bens.sync().getLong("revision")).isZero();
    }

    @Test
    void whoKnowsMoreThanThereIsStartsAgain() {
        annas.list("Weekly");
        annas.sync();
        annas.since(annas.since() + 1);

        assertThat(annas.sync().getBoolean("reset")).isTrue();
        var nobodys = new Phone(new Family(), anna);
        nobodys.since(7);
        nobodys.post().statusCode(404);
    }

    @Test
    void whatAnOperationBringsIsTakenOnceHoweverOftenItComes() {
        annas.list("Weekly");
        annas.syncAndLoseTheReply();
        assertThat(annas.post().extract().jsonPath().getList("outcomes.result")).containsExactly("duplicate");
        assertThat(annas.sync().getLong("lastSeq")).isEqualTo(1);
    }

    @Test
    void aStrangerFindsNothing() {
        annas.list("Weekly");
        annas.sync();
        var stranger = Family.stranger();
        for (int call = 0; call < 2; call++) {
            for (long since : List.of(0L, annas.since())) {
                pull(stranger, family, since)
                        .statusCode(404)
                        .body("type", equalTo("urn:family-grocer:problem:not-found"));
            }
        }
    }

    @Test
    void whoHasLeftFindsNothing() {
        annas.list("Weekly");
        annas.sync();
        joined(ben, 1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> pull(ben, family, annas.since()).statusCode(200));

        family.hears("family.member-left.v1", 2, "\"personId\":\"%s\"".formatted(ben.id()));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> pull(ben, family, annas.since()).statusCode(404));
        pull(anna, family, annas.since()).statusCode(200).body("changes", empty());
    }

    @Test
    void aPassHoldsAsLongAsItIsGoodFor() {
        var list = annas.list("Party");
        annas.sync();
        var guest = family.pass(list, "check");
        family.hears("family.guest-pass-issued.v1", 2, """
                "passId":"%s","listId":"%s","may":"check","label":"x","expiresAt":"%s\"""".formatted(
                        guest.id(), list, Instant.now().plusSeconds(6)));
        double before = answered();
        pull(guest, family, annas.since()).statusCode(200);
        pull(guest, family, annas.since()).statusCode(200).body("changes", empty());
        assertThat(answered()).isGreaterThan(before);

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> pull(guest, family, annas.since()).statusCode(404));
    }

    @Test
    void aDissolvedFamilyIsGoneForEverybody() {
        annas.list("Weekly");
        annas.sync();
        pull(anna, family, annas.since()).statusCode(200);

        family.hears("family.dissolved.v1", 3, "\"erasesAt\":\"2099-01-01T00:00:00Z\"");

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> pull(anna, family, annas.since()).statusCode(404));
    }

    @Test
    void aTokenThatExpiresIsRefusedThoughItWasSeenBefore() {
        annas.list("Weekly");
        annas.sync();
        var shortLived = new Family.Member(
                anna.id(),
                Tokens.of(anna.id(), "Anna")
                        .in(family.id(), "adult", 1)
                        .validFor(Duration.ofSeconds(2))
                        .sign());
        pull(shortLived, family, annas.since()).statusCode(200);

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> pull(shortLived, family, annas.since()).statusCode(401));
    }

    @Test
    void manyAtOnceAreAllAnsweredEachWithItsOwn() throws Exception {
        var homes = IntStream.range(0, AT_ONCE).mapToObj(Home::of).toList();
        homes.forEach(home -> home.phone.sync());
        double calls = metrics.summary("grocer.list.pull.look.calls").totalAmount();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var all = homes.stream()
                    .map(home -> (Callable<Boolean>) () -> {
                        var answer = home.phone.sync();
                        return answer.getLong("lastSeq") == home.lists
                                && answer.getLong("revision") == home.revision
                                && answer.getList("changes").isEmpty();
                    })
                    .toList();
            for (var answer : threads.invokeAll(all)) {
                assertThat(answer.get()).isTrue();
            }
        }
        assertThat(metrics.summary("grocer.list.pull.look.calls").totalAmount() - calls)
                .as("nobody else asks")
                .isEqualTo(AT_ONCE);
    }

    private double answered() {
        return metrics.counter("grocer.list.pull.calls", "outcome", "nothing-new")
                .count();
    }

    private static ValidatableResponse pull(Family.Member member, Family family, long since) {
        return member.asks()
                .body(Map.of("familyId", family.id(), "clientId", UUID.randomUUID(), "since", since))
                .post("/api/sync")
                .then();
    }

    private static ValidatableResponse post(Family.Member member, String body) {
        return member.asks().body(body).post("/api/sync").then();
    }

    private static String withoutTime(String answer) {
        return answer.replaceAll("\"serverTime\":\\d+", "");
    }

    private static List<String> names(io.restassured.http.Headers headers) {
        return headers.asList().stream()
                .map(header -> header.getName().toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .toList();
    }

    private void joined(Family.Member member, long version) {
        family.hears(
                "family.member-joined.v1",
                version,
                "\"personId\":\"%s\",\"displayName\":\"Ben\",\"role\":\"adult\"".formatted(member.id()));
    }

    /** A family of its own with so many lists. */
    private record Home(Phone phone, int lists, long revision) {

        static Home of(int number) {
            var family = new Family();
            var phone = new Phone(family, family.member("Anna"));
            int lists = 1 + number % 3;
            for (int i = 0; i < lists; i++) {
                phone.list("List " + i);
            }
            phone.sync();
            return new Home(phone, lists, phone.since());
        }
    }
}
