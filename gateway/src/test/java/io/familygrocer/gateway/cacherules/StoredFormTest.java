package io.familygrocer.gateway.cacherules;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A stored answer on its way to another cache. */
class StoredFormTest {
    private static final long NOW =
            HttpDate.parse("Sat, 21 Nov 2026 12:00:00 GMT").orElseThrow();

    @Test
    void comesOutAsItWentIn() {
        var stored = stored("public, max-age=60, no-cache=\"x-secret\"", "Accept-Language, X-Colour");

        var read = StoredForm.read(form(stored), 0, NOW).orElseThrow();

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.varied()).isEqualTo(stored.varied());
        assertThat(read.varied().get("x-colour").text()).isNull();
        assertThat(read.directives().names("no-cache")).containsExactly("x-secret");
        assertThat(List.copyOf(lines(read))).isEqualTo(lines(stored)).contains("x-word: grün");
        assertThat(read.freshForMillis(NOW)).isEqualTo(60_000);
    }

    @Test
    void growsOlderOnItsWayWhateverTheOtherClockSays() {
        var stored = stored("public, max-age=60", "");
        long otherClock = NOW + 3_600_000;

        var read = StoredForm.read(form(stored), 20_000, otherClock).orElseThrow();

        assertThat(read.ageMillis(otherClock)).isEqualTo(20_000);
        assertThat(read.freshForMillis(otherClock + 5_000)).isEqualTo(35_000);
    }

    @Test
    void isNothingWhereItIsNotWholeOrOfAnotherVersion() {
        byte[] form = form(stored("public, max-age=60", "Accept-Language"));
        byte[] other = form.clone();
        other[0]++;

        assertThat(StoredForm.read(other, 0, NOW)).isEmpty();
        for (int length = 0; length < form.length; length++) {
            assertThat(StoredForm.read(Arrays.copyOf(form, length), 0, NOW)).isEmpty();
        }
    }

    @Test
    void isNotMadeOfAFieldThatIsTooLong() {
        var stored = stored("public, max-age=60", "").withFields(Fields.of("x-long", "x".repeat(70_000)));

        assertThat(StoredForm.write(stored, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'public, max-age=60', 60",
        "'public, max-age=60, stale-while-revalidate=30', 90",
        "'public, max-age=60, stale-while-revalidate=30, stale-if-error=600', 660",
        "'public, max-age=60, stale-if-error=600, must-revalidate', 60",
        "'public, s-maxage=60, stale-if-error=600', 60",
        "'public, max-age=60, no-cache', 0"
    })
    void isOfUseForAsLongAsItIsFreshAndThenMayBeStale(String directives, long seconds) {
        assertThat(stored(directives, "").usableForMillis(NOW)).isEqualTo(seconds * 1000);
        assertThat(stored(directives, "").usableForMillis(NOW + seconds * 1000)).isZero();
    }

    private static byte[] form(Stored stored) {
        return StoredForm.write(stored, NOW).orElseThrow();
    }

    private static List<String> lines(Stored stored) {
        var lines = new java.util.ArrayList<String>();
        stored.fields().forEach(field -> lines.add(field.name() + ": " + field.value()));
        return lines;
    }

    private static Stored stored(String directives, String vary) {
        var asked = new Asked(
                "GET", name -> Map.of("accept-language", List.of("de , en")).getOrDefault(name, List.of()));
        var fields = Fields.of(
                "date",
                HttpDate.format(NOW),
                "cache-control",
                directives,
                "etag",
                "\"a\"",
                "vary",
                vary,
                "x-word",
                "grün");
        return Storing.decide(asked, 200, fields, NOW, NOW).orElseThrow();
    }
}
