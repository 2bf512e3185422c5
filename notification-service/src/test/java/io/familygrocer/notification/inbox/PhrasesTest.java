package io.familygrocer.notification.inbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;

import static org.assertj.core.api.Assertions.assertThat;

class PhrasesTest {

    @Test
    void oneThingIsTold() {
        var entry = entry(List.of("Milk"));

        assertThat(Phrases.ENGLISH.titleOf(entry, "Anna")).isEqualTo("Anna added an item to Groceries");
        assertThat(Phrases.ENGLISH.bodyOf(entry)).isEqualTo("Milk");
        assertThat(Phrases.GERMAN.titleOf(entry, "Anna")).isEqualTo("Anna hat etwas auf „Groceries“ gesetzt");
    }

    @Test
    void manyThingsAreCounted() {
        var entry = entry(List.of("a", "b", "c", "d", "e", "f", "g"));

        assertThat(Phrases.ENGLISH.titleOf(entry, "Anna")).isEqualTo("Anna added 7 items to Groceries");
        assertThat(Phrases.ENGLISH.bodyOf(entry)).isEqualTo("a, b, c, d, e and 2 more");
        assertThat(Phrases.GERMAN.titleOf(entry, "Anna")).isEqualTo("Anna hat 7 Dinge auf „Groceries“ gesetzt");
        assertThat(Phrases.GERMAN.bodyOf(entry)).isEqualTo("a, b, c, d, e und 2 weitere");
    }

    @Test
    void whatIsBeyondTheNamesThatAreKeptIsCountedAllTheSame() {
        var entry = entry(List.of("a", "b", "c", "d"), 2);

        assertThat(entry.names()).containsExactly("a", "b");
        assertThat(Phrases.ENGLISH.bodyOf(entry)).isEqualTo("a, b and 2 more");
    }

    @Test
    void anActorWhomWeHaveNotHeardOfIsSomeone() {
        assertThat(Phrases.ENGLISH.titleOf(entry(List.of("Milk")), null)).startsWith("Someone added");
        assertThat(Phrases.GERMAN.titleOf(entry(List.of("Milk")), null)).startsWith("Jemand hat");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    de                     | GERMAN
                    de-AT,de;q=0.9,en;q=.8 | GERMAN
                    fr,de;q=0.5            | GERMAN
                    en-GB,de;q=0.5         | ENGLISH
                    fr                     | ENGLISH
                    *                      | ENGLISH
                    ;;;q=x                 | ENGLISH
                    ''                     | ENGLISH""")
    void theReaderChoosesTheLanguage(String header, Phrases expected) {
        assertThat(Phrases.of(header)).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    void englishIsForThoseWhoSayNothing(String header) {
        assertThat(Phrases.of(header)).isEqualTo(Phrases.ENGLISH);
    }

    private static Notification entry(List<String> names) {
        return entry(names, 20);
    }

    private static Notification entry(List<String> names, int maxNames) {
        var entry = Notification.of(UUID.randomUUID(), addition(names.getFirst()), Instant.EPOCH);
        names.stream().skip(1).forEach(name -> entry.take(addition(name), maxNames));
        return entry;
    }

    private static Addition addition(String name) {
        var item = new ListConsumer.ItemAdded(
                UUID.randomUUID(), UUID.randomUUID(), "Groceries", name, false, UUID.randomUUID());
        return Addition.of(item, Instant.EPOCH, Instant.EPOCH);
    }
}
