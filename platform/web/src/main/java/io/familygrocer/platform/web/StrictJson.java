package io.familygrocer.platform.web;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;

/**
 * Lets JSON mean what it says: a number is no text, a text is no number, 1.5 is no whole number, a field comes once and
 * a document ends where it ends. What Jackson would make fit by guessing is refused, with the name of the field.
 */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {

    @Override
    @SuppressWarnings("deprecation") // The builder that replaces it is not what Quarkus hands out.
    public void customize(ObjectMapper json) {
        json.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
        json.configure(DeserializationFeature.ACCEPT_FLOAT_AS_INT, false);
        json.configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true);
        json.configure(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS, true);
        json.getFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        json.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }
}
