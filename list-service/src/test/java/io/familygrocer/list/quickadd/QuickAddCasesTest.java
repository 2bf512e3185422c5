package io.familygrocer.list.quickadd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of cases is the truth: quickadd/cases.tsv among the test's resources says how to read it. */
class QuickAddCasesTest {

    private static final int FEWEST_OF_A_LANGUAGE = 40;

    @TestFactory
    Stream<DynamicTest> whatIsTypedIsRead() {
        return cases().stream()
                .map(row -> DynamicTest.dynamicTest(
                        "row %d: [%s] %s".formatted(row.number, row.languages, row.typed),
                        () -> assertThat(row.read())
                                .as("row %d: [%s] %s", row.number, row.languages, row.typed)
                                .isEqualTo(row.expected)));
    }

    @TestFactory
    Stream<DynamicTest> whatWasReadIsReadAgain() {
        return cases().stream()
                .map(row -> DynamicTest.dynamicTest("row %d: %s".formatted(row.number, row.typed), () -> {
                    for (var item : row.items()) {
                        assertThat(QuickAdd.parse(item.text(row.hints()), row.hints()))
                                .as("row %d, written as %s", row.number, item.text(row.hints()))
                                .containsExactly(item);
                    }
                }));
    }

    @Test
    void theTableIsLargeAndFairToEveryLanguage() {
        Map<String, Long> byLanguage =
                cases().stream().collect(Collectors.groupingBy(Case::firstLanguage, Collectors.counting()));

        assertThat(cases()).hasSizeGreaterThanOrEqualTo(400).doesNotHaveDuplicates();
        for (String language : List.of("en", "de", "fr", "es", "it", "nl", "pl", "pt")) {
            assertThat(byLanguage.get(language)).as(language).isGreaterThanOrEqualTo(FEWEST_OF_A_LANGUAGE);
        }
    }

    private static List<Case> cases() {
        var rows = new ArrayList<Case>();
        try (var reader = new BufferedReader(new InputStreamReader(
                QuickAddCasesTest.class.getResourceAsStream("/quickadd/cases.tsv"), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line : reader.lines().toList()) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] cells = line.split("\t");
                    assertThat(cells).as("row %d: %s", number, line).hasSize(3);
                    rows.add(new Case(number, cells[0], cells[1], cells[2]));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return rows;
    }

    private record Case(int number, String languages, String typed, String expected) {

        List<String> hints() {
            return languages.equals("-") ? List.of() : List.of(languages.split(","));
        }

        String firstLanguage() {
            return languages.split(",")[0];
        }

        List<QuickAddItem> items() {
            return QuickAdd.parse(typed.replace("\\n", "\n").replace("\\t", "\t"), hints());
        }

        String read() {
            return items().stream().map(Case::shown).collect(Collectors.joining(" || "));
        }

        private static String shown(QuickAddItem item) {
            var fields = new ArrayList<String>();
            fields.add((item.checked() ? "✓ " : "") + item.name());
            String amount = item.amount() == null ? "-" : item.amount().toPlainString();
            fields.add(item.unit() == null ? amount : amount + " " + item.unit());
            fields.add(item.note() == null ? "-" : item.note());
            while (fields.size() > 1 && fields.getLast().equals("-")) {
                fields.removeLast();
            }
            return String.join(" / ", fields);
        }
    }
}
