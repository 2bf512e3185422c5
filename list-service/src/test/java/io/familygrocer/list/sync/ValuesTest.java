package io.familygrocer.list.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.list.merge.Money;
import io.familygrocer.platform.web.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ValuesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"4006381333931", "96385074", "036000291452", "10614141000415"})
    void aGtinWithItsCheckDigitIsABarcode(String code) throws JsonProcessingException {
        assertThat(Values.barcode("fields.barcode", json("\"" + code + "\""))).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4006381333932", "400638133393", "96385075", "abcdefgh", "", "123456789"})
    void anythingElseIsNone(String code) throws JsonProcessingException {
        var value = json("\"" + code + "\"");

        assertThatThrownBy(() -> Values.barcode("fields.barcode", value)).isInstanceOf(ProblemException.class);
    }

    @Test
    void moneyIsWholeAndHasACurrency() throws JsonProcessingException {
        assertThat(Values.money("m", json("{\"minor\":199,\"currency\":\"EUR\"}"), 1_000))
                .isEqualTo(new Money(199, "EUR"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"minor\":1.5,\"currency\":\"EUR\"}",
                "{\"minor\":-1,\"currency\":\"EUR\"}",
                "{\"minor\":1001,\"currency\":\"EUR\"}",
                "{\"minor\":99999999999999999999,\"currency\":\"EUR\"}",
                "{\"minor\":1,\"currency\":\"euro\"}",
                "{\"minor\":1}",
                "{\"currency\":\"EUR\"}",
                "{\"minor\":1,\"currency\":\"EUR\",\"tax\":1}",
                "1.99",
                "\"1.99\""
            })
    void whatIsNoMoneyIsRefused(String text) throws JsonProcessingException {
        var value = json(text);

        assertThatThrownBy(() -> Values.money("m", value, 1_000)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aStoreIsNamedOnce() throws JsonProcessingException {
        assertThat(Values.stores("s", json("[\" Lidl\",\"Lidl\",\"Aldi\"]"), 3)).containsExactly("Lidl", "Aldi");
        assertThat(Values.stores("s", json("[]"), 3)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2026-02-30\"", "\"tomorrow\"", "\"1999-12-31\"", "\"3000-01-01\"", "20261121", "true"})
    void whatIsNoDayIsRefused(String text) throws JsonProcessingException {
        var value = json(text);

        assertThatThrownBy(() -> Values.day("d", value)).isInstanceOf(ProblemException.class);
    }

    @Test
    void whoSeesAListIsNotTheSameForNobodyAndForNothingSaid() throws JsonProcessingException {
        assertThat(Values.persons("p", json("[]"), 2)).isEmpty();
        assertThat(Values.persons("p", json("null"), 2)).isNull();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }
}
