package io.familygrocer.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.gateway.cache.ResponseCache;

import static io.familygrocer.gateway.Shopper.header;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Shops.class)
class CacheTest {
    @ConfigProperty(name = Peers.URL)
    URI base;

    @Inject
    ResponseCache cache;

    private Shopper shopper;

    @BeforeEach
    void open() {
        shopper = new Shopper(base, "/api/shop");
    }

    @Test
    void answersFromTheCacheAndSaysSo() {
        var address = shopper.address("h.cache-control", "public, max-age=60");

        var first = shopper.get(address);
        var second = shopper.get(address);

        assertThat(header(first, "Cache-Status")).isEqualTo("gateway; fwd=uri-miss; stored");
        assertThat(header(second, "Cache-Status")).matches("gateway; hit; ttl=\\d+; detail=memory");
        assertThat(header(second, "Age")).matches("\\d+");
        assertThat(header(second, "X-Count")).isEqualTo("1");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().allValues("X-Request-Id"))
                .hasSize(1)
                .isNotEqualTo(first.headers().allValues("X-Request-Id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"private, max-age=60", "no-store", "max-age=60", ""})
    void keepsNothingOfWhatSomebodyIsAnsweredUnlessItIsForAll(String directives) {
        var address = directives.isEmpty() ? shopper.address() : shopper.address("h.cache-control", directives);

        shopper.get(address, "Authorization", "Bearer of.somebody.x");

        assertThat(header(shopper.get(address, "Authorization", "Bearer of.another.x"), "X-Count"))
                .isEqualTo("2");
        assertThat(header(shopper.get(address, "Cookie", "__Host-session=1"), "X-Count"))
                .isEqualTo("3");
    }

    @Test
    void sharesWhatIsForAllWhoeverAskedFirst() {
        var address = shopper.address("h.cache-control", "public, max-age=60");

        shopper.get(address, "Authorization", "Bearer of.somebody.x");

        assertThat(header(shopper.get(address), "X-Count")).isEqualTo("1");
        assertThat(header(shopper.get(address, "Cookie", "__Host-session=1"), "X-Count"))
                .isEqualTo("1");
    }

    @Test
    void keepsNothingThatABodyMayHaveChosen() {
        var address = shopper.address("h.cache-control", "public, max-age=60");

        shopper.browser().send(shopper.browser().request(address).method("GET", BodyPublishers.ofString("evil")));

        assertThat(header(shopper.get(address), "Cache-Status")).contains("fwd=uri-miss");
    }

    @Test
    void keepsNoAnswerWithACookie() {
        var address = shopper.address("h.cache-control", "public, max-age=60", "h.set-cookie", "a=b");

        shopper.get(address);

        assertThat(header(shopper.get(address), "X-Count")).isEqualTo("2");
    }

    @Test
    void keepsNoStreamOfEvents() {
        var asked = shopper.address("h.cache-control", "public, max-age=60", "h.content-type", "text/event-stream");
        var streams = new Shopper(base, "/api/stock");
        var streamed = streams.address("h.cache-control", "public, max-age=60");

        shopper.get(asked);
        streams.get(streamed);

        assertThat(header(shopper.get(asked), "X-Count")).isEqualTo("2");
        assertThat(header(streams.get(streamed), "X-Count")).isEqualTo("2");
    }

    @Test
    void asksWithTheTagWhetherWhatIsStaleIsStillGood() {
        var address = shopper.address("h.cache-control", "public, no-cache", "h.etag", "\"a\"", "size", "50");

        var first = shopper.get(address);
        var second = shopper.get(address);
        var known = shopper.get(address, "If-None-Match", "W/\"a\"");

        assertThat(header(second, "Cache-Status")).startsWith("gateway; fwd=stale; fwd-status=304");
        assertThat(header(second, "X-Asked")).isEqualTo("\"a\"");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(header(known, "ETag")).isEqualTo("\"a\"");
    }

    @Test
    void usesWhatIsStaleOnceMoreAndGetsTheNewInTheBackground() {
        var address = shopper.address("h.cache-control", "public, max-age=1, stale-while-revalidate=60");
        shopper.get(address);
        awaitStale(address);

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> Integer.parseInt(header(shopper.get(address), "X-Count")) >= 2);

        assertThat(shopper.count()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "500", "0"})
    void hidesAnErrorBehindWhatIsStale(String error) {
        var address = shopper.address("h.cache-control", "public, max-age=1, stale-if-error=60", "then", error);
        shopper.get(address);
        awaitStale(address);

        var hidden = shopper.get(address);

        assertThat(hidden.statusCode()).isEqualTo(200);
        assertThat(header(hidden, "X-Count")).isEqualTo("1");
        assertThat(header(hidden, "Cache-Status")).startsWith("gateway; fwd=stale; fwd-status=");
    }

    @Test
    void hidesNoErrorWhereThatIsNotAllowed() {
        var address = shopper.address("h.cache-control", "public, max-age=1", "then", "503");
        shopper.get(address);

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> shopper.get(address).statusCode() == 503);
    }

    @Test
    void makesOneRequestOfManyForTheSame() throws Exception {
        beKnownForAnswersForAll();
        var address = shopper.address("h.cache-control", "public, max-age=60", "wait", "500");
        Callable<HttpResponse<String>> ask = () -> shopper.get(address);

        try (var threads = Executors.newFixedThreadPool(20)) {
            var answers =
                    threads.invokeAll(IntStream.range(0, 20).mapToObj(at -> ask).toList());
            for (var answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
            assertThat(shopper.count()).isEqualTo(1);
            long collapsed = 0;
            for (var answer : answers) {
                collapsed += header(answer.get(), "Cache-Status").contains("collapsed") ? 1 : 0;
            }
            assertThat(collapsed).isPositive();
        }
    }

    @Test
    void letsEverybodyGoWhenTheFirstAnswerIsForNobodyElse() throws Exception {
        beKnownForAnswersForAll();
        var address = shopper.address("h.cache-control", "private", "wait", "200");
        Callable<HttpResponse<String>> ask = () -> shopper.get(address);

        try (var threads = Executors.newFixedThreadPool(5)) {
            for (var answer :
                    threads.invokeAll(IntStream.range(0, 5).mapToObj(at -> ask).toList())) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
        }
        assertThat(shopper.count()).isEqualTo(5);
    }

    @Test
    void letsNobodyWaitWhereAnswersAreForOneOnly() throws Exception {
        var other = new Shopper(base, "/api/shop");
        other.get(other.address());
        var hanging = shopper.address("wait", "60000");
        var text = "GET " + hanging + " HTTP/1.1\nHost: " + base.getAuthority() + "\n\n";

        try (var first = shopper.browser().say(text);
                var second = shopper.browser().say(text)) {
            Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> shopper.count() == 2);
            assertThat(first.isConnected() && second.isConnected()).isTrue();
        }
    }

    @Test
    void goesOnWhenTheFirstOneLeaves() throws IOException {
        beKnownForAnswersForAll();
        var address = shopper.address("h.cache-control", "public, max-age=60", "wait", "1000");
        try (var first = shopper.browser().say("GET " + address + " HTTP/1.1\nHost: " + base.getAuthority() + "\n\n")) {
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> shopper.count() == 1);
            assertThat(first.isConnected()).isTrue();
        }

        assertThat(shopper.get(address).statusCode()).isEqualTo(200);
        assertThat(shopper.count()).isEqualTo(2);
    }

    @Test
    void forgetsAnAddressThatWasChanged() {
        var address = shopper.address("h.cache-control", "public, max-age=60");
        shopper.get(address);

        shopper.browser().send(shopper.browser().request(address).PUT(BodyPublishers.ofString("new")));

        assertThat(header(shopper.get(address), "X-Count")).isEqualTo("3");
    }

    @Test
    void forgetsWhatCarriesATag() {
        var fruit = shopper.address("h.cache-control", "public, max-age=60", "h.cache-tag", "fruit, apples");
        var bread = shopper.address("h.cache-control", "public, max-age=60", "h.cache-tag", "bread");
        shopper.get(fruit);
        shopper.get(bread);

        cache.purge(Set.of("pears", "apples"));

        assertThat(header(shopper.get(fruit), "Cache-Status")).contains("fwd=uri-miss");
        assertThat(header(shopper.get(bread), "Cache-Status")).contains("hit");
        assertThat(header(shopper.get(bread), "Cache-Tag")).isEmpty();
    }

    @Test
    void keepsNoBodyThatIsTooLargeAndPassesItOnWhole() {
        var address = shopper.address("h.cache-control", "public, max-age=60", "size", "1100000", "open", "1");

        assertThat(shopper.get(address).body()).hasSize(1_100_000);
        assertThat(header(shopper.get(address), "X-Count")).isEqualTo("2");
    }

    @Test
    void answersAHeadFromWhatAGetHasBrought() {
        var address = shopper.address("h.cache-control", "public, max-age=60", "size", "77");
        shopper.get(address);

        var head = shopper.browser().send(shopper.browser().request(address).method("HEAD", BodyPublishers.noBody()));

        assertThat(header(head, "Content-Length")).isEqualTo("77");
        assertThat(header(head, "Cache-Status")).contains("hit");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void answersOnlyFromTheCacheWhereThatIsWanted() {
        var refused = shopper.get(shopper.address(), "Cache-Control", "only-if-cached");

        assertThat(refused.statusCode()).isEqualTo(504);
        assertThat(refused.body()).contains("urn:family-grocer:problem:not-cached");
        assertThat(shopper.count()).isZero();
    }

    /** Only then is there hope that one answer serves many. */
    private void beKnownForAnswersForAll() {
        var other = new Shopper(base, "/api/shop");
        other.get(other.address("h.cache-control", "public, max-age=60"));
    }

    /** Without using it, which would bring a new one. */
    private void awaitStale(String address) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> shopper.get(address, "Cache-Control", "only-if-cached, min-fresh=0")
                                .statusCode()
                        == 504);
    }
}
