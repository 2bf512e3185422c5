package io.familygrocer.gateway.cacherules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 9111, sections 4, 4.3 and 4.4, and RFC 5861: what may be done with what is stored. */
class ReusingTest {
    private static final long NOW =
            HttpDate.parse("Sat, 21 Nov 2026 12:00:00 GMT").orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "max-age=60, '', 59, USE",
        "max-age=60, '', 60, VALIDATE",
        "'max-age=60, no-cache', '', 1, VALIDATE",
        "max-age=60, no-cache, 1, VALIDATE",
        "max-age=60, max-age=10, 10, USE",
        "max-age=60, max-age=10, 11, VALIDATE",
        "max-age=60, min-fresh=20, 41, VALIDATE",
        "max-age=60, max-stale, 1000, USE",
        "max-age=60, max-stale=10, 70, USE",
        "max-age=60, max-stale=10, 71, VALIDATE",
        "'max-age=60, must-revalidate', max-stale, 61, VALIDATE",
        "'max-age=60, stale-while-revalidate=30', '', 90, USE_AND_REFRESH",
        "'max-age=60, stale-while-revalidate=30', '', 91, VALIDATE",
        "'max-age=60, stale-while-revalidate=30, must-revalidate', '', 61, VALIDATE",
        "'s-maxage=60, stale-while-revalidate=30', '', 61, VALIDATE",
        "'max-age=60, stale-while-revalidate=30', no-cache, 61, VALIDATE",
        "'max-age=60, stale-while-revalidate=30', max-age=10, 61, VALIDATE"
    })
    void usesWhatBothSidesAllow(String answer, String request, int age, Verdict verdict) {
        var stored = stored("cache-control", answer, "etag", "\"a\"");
        var asked = request.isEmpty() ? asked() : asked("cache-control", request);

        assertThat(Verdict.of(stored, asked, NOW + age * 1000L)).isEqualTo(verdict);
    }

    @Test
    void heedsPragmaOnlyWithoutCacheControl() {
        var stored = stored("cache-control", "max-age=60");

        assertThat(Verdict.of(stored, asked("pragma", "no-cache"), NOW)).isEqualTo(Verdict.VALIDATE);
        assertThat(Verdict.of(stored, asked("pragma", "no-cache", "cache-control", "x"), NOW))
                .isEqualTo(Verdict.USE);
    }

    @ParameterizedTest
    @CsvSource({
        "'max-age=60, stale-if-error=30', '', 90, true",
        "'max-age=60, stale-if-error=30', '', 91, false",
        "max-age=60, stale-if-error=30, 90, true",
        "max-age=60, '', 61, false",
        "'max-age=60, stale-if-error=30, must-revalidate', '', 61, false",
        "'max-age=60, stale-if-error=30, proxy-revalidate', '', 61, false",
        "'s-maxage=60, stale-if-error=30', '', 61, false"
    })
    void hidesErrorsBehindWhatIsStaleForAsLongAsItSays(String answer, String request, int age, boolean hides) {
        var stored = stored("cache-control", answer);
        var asked = request.isEmpty() ? asked() : asked("cache-control", request);

        assertThat(stored.mayHideError(asked, NOW + age * 1000L)).isEqualTo(hides);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "W/\"a\"", "\"x\", \"a\"", "\"x,y\", W/\"a\"", "*"})
    void knowsATagWhateverItsStrength(String shown) {
        assertThat(Validating.isKnownTo(
                        asked("if-none-match", shown), stored("cache-control", "max-age=60", "etag", "\"a\"")))
                .isTrue();
        assertThat(Validating.isKnownTo(
                        asked("if-none-match", shown), stored("cache-control", "max-age=60", "etag", "W/\"a\"")))
                .isTrue();
    }

    @Test
    void prefersTheTagToTheDate() {
        var stored = stored(
                "cache-control", "max-age=60", "etag", "\"a\"", "last-modified", "Sat, 21 Nov 2026 10:00:00 GMT");

        assertThat(Validating.isKnownTo(
                        asked("if-none-match", "\"b\"", "if-modified-since", "Sat, 21 Nov 2026 11:00:00 GMT"), stored))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'Sat, 21 Nov 2026 10:00:00 GMT', true",
        "'Sat, 21 Nov 2026 10:30:00 GMT', true",
        "'Saturday, 21-Nov-26 10:00:00 GMT', true",
        "'Sat Nov 21 10:00:00 2026', true",
        "'Sat, 21 Nov 2026 09:59:59 GMT', false",
        "yesterday, false"
    })
    void knowsWhatHasNotChangedSince(String since, boolean known) {
        var stored = stored("cache-control", "max-age=60", "last-modified", "Sat, 21 Nov 2026 10:00:00 GMT");

        assertThat(Validating.isKnownTo(asked("if-modified-since", since), stored))
                .isEqualTo(known);
    }

    @Test
    void asksWithTheValidatorsThatItHas() {
        var stored = stored(
                "cache-control", "max-age=60", "etag", "W/\"a\"", "last-modified", "Sat, 21 Nov 2026 10:00:00 GMT");

        assertThat(Validating.conditions(stored))
                .containsExactly(
                        new Fields.Field("if-none-match", "W/\"a\""),
                        new Fields.Field("if-modified-since", "Sat, 21 Nov 2026 10:00:00 GMT"));
        assertThat(Validating.conditions(stored("cache-control", "max-age=60"))).isEmpty();
    }

    @Test
    void takesFromANotModifiedWhatIsNewAndLeavesWhatDescribesTheBody() {
        var stored = stored("cache-control", "max-age=1", "etag", "\"a\"", "content-length", "5", "x", "1", "y", "1");

        var fresh = Validating.freshened(
                stored,
                Fields.of("cache-control", "max-age=60", "etag", "\"b\"", "content-length", "9", "x", "2"),
                NOW);

        assertThat(fresh.all("cache-control")).containsExactly("max-age=60");
        assertThat(fresh.first("etag")).isEqualTo("\"a\"");
        assertThat(fresh.first("content-length")).isEqualTo("5");
        assertThat(fresh.first("x")).isEqualTo("2");
        assertThat(fresh.first("y")).isEqualTo("1");
    }

    @Test
    void isAsNewAsTheWordThatItIsGoodEvenIfThatHasNoDate() {
        var stored = stored("cache-control", "max-age=60", "etag", "\"a\"");
        long later = NOW + 100_000;

        var undated = Validating.freshened(stored, Fields.of("etag", "\"a\""), later);
        var dated = Validating.freshened(stored, Fields.of("date", HttpDate.format(NOW + 50_000)), later);

        assertThat(undated.all("date")).containsExactly(HttpDate.format(later));
        assertThat(dated.all("date")).containsExactly(HttpDate.format(NOW + 50_000));
        assertThat(Storing.decide(asked(), 200, undated, later, later)
                        .orElseThrow()
                        .freshForMillis(later))
                .isEqualTo(60_000);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-1, 0, 1", "bytes=1-, 1, 10", "bytes=-1, 10, 10", "bytes=-100, 0, 10", "bytes=5-1000, 5, 10"})
    void cutsOnePart(String range, int from, int to) {
        var stored = stored("cache-control", "max-age=60", "etag", "\"a\"");

        assertThat(Validating.slice(asked("range", range), stored, 11)).contains(new Validating.Slice(from, to));
        assertThat(Validating.slice(asked("range", range, "if-range", "\"a\""), stored, 11))
                .isPresent();
        assertThat(Validating.slice(asked("range", range, "if-range", "\"b\""), stored, 11))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=11-", "bytes=0-1,3-4", "bytes=-", "bytes=3-1", "items=0-1", "bytes=a-b", "bytes=-0"})
    void answersAnyOtherRangeByTheWhole(String range) {
        assertThat(Validating.slice(asked("range", range), stored("cache-control", "max-age=60"), 11))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "M-SEARCH"})
    void forgetsWhatAnUnsafeRequestMayHaveChanged(String method) {
        var answer = Fields.of("location", "/api/x/new?a=1", "content-location", "same");

        assertThat(Invalidating.targets(method, 201, answer, "grocer.example", "/api/x/1?b=2"))
                .containsExactly("/api/x/1?b=2", "/api/x/new?a=1", "/api/x/same");
        assertThat(Invalidating.targets(method, 500, answer, "grocer.example", "/api/x/1"))
                .isEmpty();
    }

    @Test
    void forgetsNothingOfAnotherOriginAndNothingAfterASafeRequest() {
        var elsewhere = Fields.of("location", "https://evil.example/api/x");
        var here = Fields.of("location", "https://Grocer.example/api/x");

        assertThat(Invalidating.targets("POST", 201, elsewhere, "grocer.example", "/api/y"))
                .containsExactly("/api/y");
        assertThat(Invalidating.targets("POST", 201, here, "grocer.example", "/api/y"))
                .containsExactly("/api/y", "/api/x");
        assertThat(Invalidating.targets("GET", 200, here, "grocer.example", "/api/y"))
                .isEmpty();
    }

    @Test
    void saysWhatItDid() {
        assertThat(CacheStatus.hit(30, "memory").text("gateway")).isEqualTo("gateway; hit; ttl=30; detail=memory");
        assertThat(CacheStatus.forwarded(CacheStatus.Forward.URI_MISS, true).text("gateway"))
                .isEqualTo("gateway; fwd=uri-miss; stored");
        assertThat(CacheStatus.validated(CacheStatus.Forward.STALE, 304, true, 60)
                        .text("gateway"))
                .isEqualTo("gateway; fwd=stale; fwd-status=304; ttl=60; stored");
        assertThat(CacheStatus.collapsed(CacheStatus.Forward.URI_MISS, 60).text("gateway"))
                .isEqualTo("gateway; fwd=uri-miss; ttl=60; collapsed");
    }

    private static Asked asked(String... fields) {
        return StoringTest.asked("GET", fields);
    }

    private static Stored stored(String... answer) {
        return Storing.decide(asked(), 200, Fields.of(answer), NOW, NOW).orElseThrow();
    }
}
