package io.familygrocer.list.unit;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "kg, kg",
        "KG, kg",
        "kilos, kg",
        "Kilogramm, kg",
        "quilos, kg",
        "chili, kg",
        "kilogramów, kg",
        "g, g",
        "grammes, g",
        "dkg, dag",
        "etti, hg",
        "lbs, lb",
        "Pfund, metric-pound",
        "pond, metric-pound",
        "Liter, l",
        "litrów, l",
        "l, l",
        "Dosen, can",
        "cans, can",
        "boîtes, can",
        "boites, can",
        "latas, can",
        "lattine, can",
        "blikjes, can",
        "puszek, can",
        "Gläser, glass",
        "słoiki, jar",
        "sloiki, jar",
        "Stück, piece",
        "szt, piece",
        "tbsp, tablespoon",
        "cuillères à soupe, tablespoon",
        "dúzias, dozen"
    })
    void aUnitIsKnownByItsNamesInEveryLanguage(String word, String code) {
        assertThat(Units.find(word, List.of()).map(Unit::code)).contains(code);
    }

    @ParameterizedTest
    @CsvSource({"ons, nl, hg", "livre, fr, metric-pound", "dozen, nl, box", "dozen, en, dozen", "EL, de, tablespoon"})
    void aHintDecidesWhatAWordMeans(String word, String language, String code) {
        assertThat(Units.find(word, List.of(language)).map(Unit::code)).contains(code);
    }

    @ParameterizedTest
    @CsvSource({"ons", "livre", "EL", "once", "apples", "x", "''"})
    void aWordThatMeansSomethingElseElsewhereNeedsItsHint(String word) {
        assertThat(Units.find(word, List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, kg, g, 1500", "250, g, kg, 0.25", "1, lb, g, 453.59237", "8, oz, lb, 0.5", "3, metric-pound, kg, 1.5",
        "2, hg, g, 200", "75, cl, l, 0.75", "3, tablespoon, ml, 45", "2, dozen, piece, 24", "7, can, can, 7"
    })
    void conversionInsideADimensionIsExact(BigDecimal amount, String from, String to, BigDecimal result) {
        assertThat(Units.convert(amount, unit(from), unit(to)))
                .hasValueSatisfying(converted -> assertThat(converted).isEqualByComparingTo(result));
    }

    @ParameterizedTest
    @CsvSource({"kg, l", "g, piece", "can, bottle", "can, piece", "cup, ml", "dozen, kg"})
    void nothingIsConvertedAcrossDimensions(String from, String to) {
        assertThat(Units.convertible(unit(from), unit(to))).isFalse();
        assertThat(Units.convert(BigDecimal.ONE, unit(from), unit(to))).isEmpty();
        assertThat(Units.convert(BigDecimal.ONE, unit(from), unit(to), 3)).isEmpty();
    }

    @Test
    void aResultWithoutAnEndIsRoundedOnlyWhereThatIsAskedFor() {
        assertThat(Units.convert(BigDecimal.ONE, unit("g"), unit("lb"))).isEmpty();
        assertThat(Units.convert(BigDecimal.ONE, unit("g"), unit("lb"), 6)).contains(new BigDecimal("0.002205"));
    }

    @Test
    void thereAndBackIsTheSameAmount() {
        var amount = new BigDecimal("123.456");

        var there = Units.convert(amount, unit("lb"), unit("mg")).orElseThrow();

        assertThat(Units.convert(there, unit("mg"), unit("lb")).orElseThrow()).isEqualByComparingTo(amount);
    }

    @Test
    void everyLanguageNamesTheCommonUnitsAndNoWordTwice() {
        for (String language : WordIndex.LANGUAGES) {
            var codes = new HashMap<String, String>();
            for (String[] row : WordIndex.rows("units/" + language + ".tsv")) {
                for (String word : row[1].split(", *")) {
                    assertThat(codes.put(word, row[0]))
                            .as("%s in %s", word, language)
                            .isNull();
                }
            }
            assertThat(codes.values())
                    .as(language)
                    .contains("g", "kg", "ml", "l", "piece", "pack", "can", "bottle", "bag", "box", "slice", "bunch");
        }
    }

    private static Unit unit(String code) {
        return Units.code(code).orElseThrow();
    }
}
