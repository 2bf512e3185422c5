package io.familygrocer.list.store;

import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.annotations.RegisterForReflection;

import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.Money;
import io.familygrocer.list.merge.Recurrence;

/**
 * The registers that few items have, as one column of JSON: rows stay narrow, and an item that says none of this costs
 * nothing. No query asks by them.
 */
@RegisterForReflection(targets = {Details.class, Money.class, Recurrence.class})
@JsonInclude(JsonInclude.Include.NON_NULL)
record Details(
        String barcode,
        String photo,
        Boolean urgent,
        List<String> stores,
        LocalDate due,
        Boolean notFound,
        Money estimatedPrice,
        Money paidPrice,
        Recurrence recurrence,
        UUID skippedIn,
        UUID boughtTwice) {

    static final Details NONE = new Details(null, null, null, null, null, null, null, null, null, null, null);

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final ObjectReader READER = JSON.readerFor(Details.class);
    private static final ObjectWriter WRITER = JSON.writerFor(Details.class);

    /** What a column says; null says nothing. */
    static Details parse(String column) {
        try {
            return column == null ? NONE : READER.readValue(column);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Details of(Map<ItemField, Object> registers) {
        return new Details(
                (String) registers.get(ItemField.BARCODE),
                (String) registers.get(ItemField.PHOTO),
                (Boolean) registers.get(ItemField.URGENT),
                (List<String>) registers.get(ItemField.STORES),
                (LocalDate) registers.get(ItemField.DUE),
                (Boolean) registers.get(ItemField.NOT_FOUND),
                (Money) registers.get(ItemField.ESTIMATED_PRICE),
                (Money) registers.get(ItemField.PAID_PRICE),
                (Recurrence) registers.get(ItemField.RECURRENCE),
                (UUID) registers.get(ItemField.SKIPPED_IN),
                (UUID) registers.get(ItemField.BOUGHT_TWICE));
    }

    void addTo(Map<ItemField, Object> registers) {
        registers.put(ItemField.BARCODE, barcode);
        registers.put(ItemField.PHOTO, photo);
        registers.put(ItemField.URGENT, urgent);
        registers.put(ItemField.STORES, stores);
        registers.put(ItemField.DUE, due);
        registers.put(ItemField.NOT_FOUND, notFound);
        registers.put(ItemField.ESTIMATED_PRICE, estimatedPrice);
        registers.put(ItemField.PAID_PRICE, paidPrice);
        registers.put(ItemField.RECURRENCE, recurrence);
        registers.put(ItemField.SKIPPED_IN, skippedIn);
        registers.put(ItemField.BOUGHT_TWICE, boughtTwice);
    }

    /** The column; null where it says nothing. */
    String column() {
        try {
            return equals(NONE) ? null : WRITER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
