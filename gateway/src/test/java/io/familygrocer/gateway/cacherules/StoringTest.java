package io.familygrocer.gateway.cacherules;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 9111, sections 3 and 4.2: what may be stored, and for how long it is fresh. */
class StoringTest {
    private static final long NOW =
            HttpDate.parse("Sat, 21 Nov 2026 12:00:00 GMT").orElseThrow();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-age=60",
                "public, max-age=60",
                "s-maxage=60",
                "MaX-aGe=60",
                "foobar, max-age=60",
                "max-age=99999999999",
                "extension=\"a, no-store\", max-age=60",
                "max-age=60, no-cache=\"x-name\"",
                "no-store, must-understand, max-age=60"
            })
    void storesWhatSaysForHowLongItIsFresh(String directives) {
        assertThat(store("cache-control", directives)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-store",
                "max-age=60, No-Store",
                "private, max-age=60",
                "private=\"x-name\", max-age=60",
                "max-age=0",
                "max-age=-60",
                "max-age='60'",
                "max-age=a60",
                "max-age=60.5",
                "s-maxage=0, max-age=60",
                "extension=\"max-age=60\"",
                "public"
            })
    void storesNothingThatIsForOneOrForNoTime(String directives) {
        assertThat(store("cache-control", directives)).isEmpty();
    }

    @Test
    void storesNothingThatSaysNothing() {
        assertThat(store("last-modified", "Sat, 21 Nov 2020 12:00:00 GMT")).isEmpty();
        assertThat(store("etag", "\"a\"")).isEmpty();
    }

    @Test
    void storesWhatIsToBeValidatedEachTimeOnlyIfItCanBe() {
        assertThat(store("cache-control", "no-cache")).isEmpty();
        assertThat(store("cache-control", "no-cache", "etag", "\"a\"")).isPresent();
        assertThat(store("cache-control", "public", "last-modified", "Sat, 21 Nov 2020 12:00:00 GMT"))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"POST, 200", "HEAD, 200", "GET, 206", "GET, 304", "GET, 101"})
    void storesNoOtherMethodAndNoPart(String method, int status) {
        var answer = Fields.of("cache-control", "public, max-age=60");

        assertThat(Storing.decide(asked(method), status, answer, NOW, NOW)).isEmpty();
    }

    @Test
    void storesAStatusThatItDoesNotKnowUnlessItHasToUnderstandIt() {
        var answer = Fields.of("cache-control", "max-age=60");
        var strict = Fields.of("cache-control", "max-age=60, must-understand");

        assertThat(Storing.decide(asked("GET"), 599, answer, NOW, NOW)).isPresent();
        assertThat(Storing.decide(asked("GET"), 599, strict, NOW, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, max-age=60, false",
        "authorization, 'public, max-age=60', true",
        "authorization, 'must-revalidate, max-age=60', true",
        "authorization, s-maxage=60, true",
        "cookie, max-age=60, false",
        "cookie, 'public, max-age=60', true"
    })
    void storesAnAnswerToSomebodyOnlyIfItSaysThatItIsForAll(String shows, String directives, boolean stored) {
        var answer = Fields.of("cache-control", directives);

        assertThat(Storing.decide(asked("GET", shows, "x"), 200, answer, NOW, NOW)
                        .isPresent())
                .isEqualTo(stored);
    }

    @Test
    void storesNoCookieNoStreamAndNothingAgainstTheClientsWill() {
        assertThat(store("cache-control", "public, max-age=60", "set-cookie", "a=b"))
                .isEmpty();
        assertThat(store("cache-control", "max-age=60", "content-type", "text/event-stream;charset=UTF-8"))
                .isEmpty();
        assertThat(Storing.decide(
                        asked("GET", "cache-control", "no-store"),
                        200,
                        Fields.of("cache-control", "max-age=60"),
                        NOW,
                        NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", ", *", "*, Foo", "Foo, *"})
    void storesNothingThatVariesOnEverything(String vary) {
        assertThat(store("cache-control", "max-age=60", "vary", vary)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'max-age=60', 60",
        "'max-age=60, s-maxage=10', 10",
        "'s-maxage=10, max-age=60', 10",
        "'max-age=003600', 3600",
        "'max-age=1, max-age=60', 1",
        "'max-age=\"60\"', 60"
    })
    void isFreshForAsLongAsTheStrongestDirectiveSays(String directives, long seconds) {
        assertThat(lifetime("cache-control", directives, "expires", "Sat, 21 Nov 2026 18:00:00 GMT"))
                .isEqualTo(seconds);
    }

    @Test
    void isFreshFromItsDateUntilItExpires() {
        assertThat(lifetime("date", "Sat, 21 Nov 2026 12:00:00 GMT", "expires", "Sat, 21 Nov 2026 12:05:00 GMT"))
                .isEqualTo(300);
        assertThat(lifetime("date", "foo", "expires", "Sat, 21 Nov 2026 12:05:00 GMT"))
                .isEqualTo(300);
        assertThat(store("expires", "0")).isEmpty();
        assertThat(store("date", "Sat, 21 Nov 2026 12:10:00 GMT", "expires", "Sat, 21 Nov 2026 12:05:00 GMT"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7200, 7200", "'0,7200', 0", "'7200,0', 7200"})
    void isAsOldAsItsFirstAgeSays(String age, long seconds) {
        var stored = store("cache-control", "max-age=99999", "age", age).orElseThrow();

        assertThat(stored.ageMillis(NOW) / 1000).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-7200", "7200.0", "7200;foo=bar", ""})
    void isStaleWhenItsAgeMakesNoSense(String age) {
        assertThat(store("cache-control", "max-age=99999", "age", age)).isEmpty();
    }

    @Test
    void growsOlderOnItsWayAndHere() {
        var answer = Fields.of("cache-control", "max-age=60", "age", "5", "date", "Sat, 21 Nov 2026 12:00:00 GMT");
        var stored = Storing.decide(asked("GET"), 200, answer, NOW, NOW + 2000).orElseThrow();

        assertThat(stored.ageMillis(NOW + 2000)).isEqualTo(7000);
        assertThat(stored.ageMillis(NOW + 12_000)).isEqualTo(17_000);
        assertThat(stored.freshForMillis(NOW + 12_000)).isEqualTo(43_000);
    }

    @Test
    void keepsNoFieldThatIsForOneConnectionOrForOneClient() {
        var stored = store(
                        "cache-control", "max-age=60, no-cache=\"x-mine\"",
                        "connection", "x-hop",
                        "x-hop", "1",
                        "x-mine", "2",
                        "keep-alive", "3",
                        "age", "4",
                        "x-kept", "5")
                .orElseThrow();

        assertThat(stored.fields()).extracting(Fields.Field::name).containsOnly("cache-control", "x-kept", "date");
    }

    @ParameterizedTest
    @CsvSource({
        "private, false",
        "no-cache, false",
        "no-store, false",
        "max-age=0, false",
        "max-age=60, true",
        "'max-age=60, &&&&&', false",
        "max-age=\"60\", false",
        "'max-age=60;a=1, x=?1', true"
    })
    void believesTheFieldForCachesInFrontOfServices(String targeted, boolean stored) {
        var against = stored || targeted.contains("&") || targeted.contains("\"") ? "no-store" : "max-age=10000";

        assertThat(store("cdn-cache-control", targeted, "cache-control", against, "expires", "x")
                        .isPresent())
                .isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({"max-age=60, true", "no-store, false", "max-age=0, false", "max-age=60;somebody-else, false"})
    void believesTheFieldForSurrogates(String surrogate, boolean stored) {
        assertThat(store("surrogate-control", surrogate).isPresent()).isEqualTo(stored);
    }

    @Test
    void suitsRequestsThatSayTheSameInTheFieldsItVariesOn() {
        var asked = asked("GET", "foo", "1, 2", "other", "x");
        var answer = Fields.of("cache-control", "max-age=60", "vary", "Foo, Bar");
        var stored = Storing.decide(asked, 200, answer, NOW, NOW).orElseThrow();

        assertThat(stored.suits(asked("GET", "foo", " 1,2 "))).isTrue();
        assertThat(stored.suits(asked("GET", "foo", "1", "foo", "2"))).isTrue();
        assertThat(stored.suits(asked("GET", "foo", "1"))).isFalse();
        assertThat(stored.suits(asked("GET", "foo", "1, 2", "bar", ""))).isFalse();
        assertThat(stored.suits(asked("GET"))).isFalse();
    }

    @Test
    void suitsSomebodyWhoSaysWhoTheyAreOnlyIfItIsForAll() {
        var somebody = asked("GET", "authorization", "x");

        assertThat(store("cache-control", "max-age=60").orElseThrow().suits(somebody))
                .isFalse();
        assertThat(store("cache-control", "public, max-age=60").orElseThrow().suits(somebody))
                .isTrue();
    }

    static Asked asked(String method, String... fields) {
        return new Asked(method, Fields.of(fields)::all);
    }

    private static Optional<Stored> store(String... answer) {
        return Storing.decide(asked("GET"), 200, Fields.of(answer), NOW, NOW);
    }

    private static long lifetime(String... answer) {
        return store(answer).orElseThrow().lifetimeMillis() / 1000;
    }
}
