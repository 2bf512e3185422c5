package io.familygrocer.list;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Rows of tables as JSON, one parameter for however many: as {@code json_populate_recordset} takes them and
 * {@code row_to_json} gives them. An object's fields are the columns, their names in snake case; a field that is no column
 * of the table is left out there.
 */
public final class JsonRows {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JsonRows() {}

    /** Rows to be written. */
    public static String written(Collection<?> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable as JSON", e);
        }
    }

    /** A row that was read; null for null. */
    public static <T> T read(String row, Class<T> type) {
        try {
            return row == null ? null : JSON.readValue(row, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a row of " + type.getSimpleName(), e);
        }
    }

    /** The columns that are written of such an object. */
    public static List<String> columns(Object row) {
        return JSON.valueToTree(row).properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** SQL that is the rows of a table that {@link #written} has made of objects, its only parameter. */
    public static String recordset(String table) {
        return "json_populate_recordset(null::%s, cast(cast(? as text) as json))".formatted(table);
    }
}
