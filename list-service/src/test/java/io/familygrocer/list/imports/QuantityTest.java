package io.familygrocer.list.imports;

import java.math.BigDecimal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuantityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "2 kg potatoes|2|kg|potatoes",
                "3x yoghurt|3|-|yoghurt",
                "1,5 l orange juice|1.5|l|orange juice",
                "500g flour|500|g|flour",
                "12 sausages|12|-|sausages",
                "cherry tomatoes 400g|400|g|cherry tomatoes",
                "paper cups 20x|20|-|paper cups",
                "milk|-|-|milk",
                "7up|-|-|7up",
                "lemonade, 4 bottles|-|-|lemonade, 4 bottles",
                "2 large eggs|2|-|large eggs",
                "00 flour type 405|0|-|flour type 405"
            })
    void anAmountIsFoundAndNothingIsLost(String line, BigDecimal amount, String unit, String rest) {
        var quantity = Quantity.inLine(line);

        assertThat(quantity.rest()).isEqualTo(rest);
        assertThat(quantity.unit()).isEqualTo(unit);
        if (amount == null) {
            assertThat(quantity.amount()).isNull();
        } else {
            assertThat(quantity.amount()).isEqualByComparingTo(amount);
        }
    }
}
