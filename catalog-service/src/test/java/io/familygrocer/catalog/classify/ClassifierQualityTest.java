package io.familygrocer.catalog.classify;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.catalog.seed.CatalogueTerms;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the classifier against what people write on lists, with the catalogue that is shipped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassifierQualityTest {

    private static final double REQUIRED = 0.9;

    private Classifier classifier;

    @BeforeAll
    void load() {
        classifier = Classifier.of(CatalogueTerms.all(), 0.5);
    }

    @Test
    void nineOfTenLinesFromRealListsGoIntoTheRightAisle() throws IOException {
        var examples = examples();

        var wrong = examples.stream()
                .filter(example -> !category(example.text()).equals(Optional.of(example.category())))
                .map(example -> "%s: %s instead of %s"
                        .formatted(example.text(), category(example.text()).orElse("nothing"), example.category()))
                .toList();

        assertThat(1 - (double) wrong.size() / examples.size())
                .as("share of %d examples that are right; wrong are %s", examples.size(), wrong)
                .isGreaterThanOrEqualTo(REQUIRED);
    }

    @ParameterizedTest
    @CsvSource({
        "Bio-Hafermilch, oat-milk",
        "2 l oat milk, oat-milk",
        "Kaese, cheese",
        "Risottoreis mild, risotto-rice",
        "brocoli, broccoli",
        "tomatos, tomatoes",
        "Brot vom Bäcker, bread",
        "milk for the coffee, milk",
        "ein Bund Petersilie, parsley"
    })
    void whatPeopleWriteIsThatProduct(String text, String product) {
        assertThat(classifier.classify(text)).map(Classifier.Match::productId).contains(product);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!!", "2 kg", "asdfgh", "call the plumber", "Paket abholen", "Wildschwein", "🎉"})
    void whatNobodyKnowsStaysUnknown(String text) {
        assertThat(classifier.classify(text)).isEmpty();
    }

    @Test
    void aVeryLongTextIsReadFromItsBeginning() {
        assertThat(classifier.classify("bananas " + "and so on ".repeat(100_000)))
                .map(Classifier.Match::category)
                .contains("fruit");
    }

    private Optional<String> category(String text) {
        return classifier.classify(text).map(Classifier.Match::category);
    }

    private static List<Example> examples() throws IOException {
        try (var file = ClassifierQualityTest.class.getResourceAsStream("/classify.csv");
                MappingIterator<Example> rows = new CsvMapper()
                        .readerFor(Example.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(file)) {
            return rows.readAll();
        }
    }

    record Example(String lang, String text, String category) {}
}
