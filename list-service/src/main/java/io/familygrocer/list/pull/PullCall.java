package io.familygrocer.list.pull;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** A sync call that brings nothing: it asks whether there is anything new. */
record PullCall(UUID familyId, UUID clientId, long since) {

    private static final int UUID_LENGTH = 36;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * The call, where the JSON is clearly one of these; empty for whatever else it is, wrong or right: that is not looked
     * at closely here.
     */
    static Optional<PullCall> read(byte[] body) {
        try (var json = JSON.createParser(body)) {
            return json.nextToken() == JsonToken.START_OBJECT ? readFields(json) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PullCall> readFields(JsonParser json) throws IOException {
        UUID family = null;
        UUID client = null;
        long since = 0;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            var token = json.nextToken();
            switch (field) {
                case "familyId" -> family = uuid(json, token);
                case "clientId" -> client = uuid(json, token);
                case "since" -> since = token == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : -1;
                case "mutations" -> {
                    if (token != JsonToken.VALUE_NULL
                            && !(token == JsonToken.START_ARRAY && json.nextToken() == JsonToken.END_ARRAY)) {
                        return Optional.empty();
                    }
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        return whole && family != null && client != null && since >= 0
                ? Optional.of(new PullCall(family, client, since))
                : Optional.empty();
    }

    private static UUID uuid(JsonParser json, JsonToken token) throws IOException {
        return token == JsonToken.VALUE_STRING && json.getTextLength() == UUID_LENGTH
                ? UUID.fromString(json.getText())
                : null;
    }
}
