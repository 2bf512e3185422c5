package io.familygrocer.catalog.classify;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AmountsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2 kg potatoes            | potatoes
                    500g Mehl                | Mehl
                    2 x 500 g Mehl           | Mehl
                    6x eggs                  | eggs
                    1,5 l Milch              | Milch
                    ½ cucumber               | cucumber
                    3 Stück Seife            | Seife
                    a bottle of red wine     | red wine
                    2 cans of chickpeas      | chickpeas
                    a couple of limes        | a couple of limes
                    Vitamin B12              | Vitamin B12
                    lemons                   | lemons
                    12                       | ''""")
    void howMuchIsWantedIsTakenOff(String text, String thing) {
        assertThat(Amounts.strip(text)).isEqualTo(thing);
    }
}
