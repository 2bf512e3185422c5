package io.familygrocer.catalog.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NormalFormTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Bio-Müsli (Süß)   | bio musli suss
                    CRÈME FRAÎCHE     | creme fraiche
                    m&m's             | m ms
                    ﬁsh ﬁngers        | fish fingers
                    Weißbrot          | weissbrot
                    7up               | 7up
                    '  two   spaces ' | two spaces
                    ŒUFS              | oeufs
                    !?                | ''""")
    void accentsCaseAndPunctuationMakeNoDifference(String text, String form) {
        assertThat(NormalForm.of(text)).isEqualTo(form);
    }

    @Test
    void umlautsAreAlsoFoundAsTwoLetters() {
        assertThat(NormalForm.allOf("Käse")).containsExactly("kase", "kaese");
        assertThat(NormalForm.allOf("Cheese")).containsExactly("cheese");
    }
}
