package io.familygrocer.list.aisle;

import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The order in which a family comes by the categories of a store: what was learned, and what somebody has said. */
@Entity
@Table(name = "aisle_order")
@IdClass(AisleOrder.Key.class)
class AisleOrder {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Map<String, Double>>> FORM = new TypeReference<>() {};

    @Id
    @Column(name = "family_id")
    UUID familyId;

    @Id
    @Column(name = "store_key")
    String storeKey;

    @Column(nullable = false)
    String store;

    @Column(nullable = false)
    int trips;

    @Column(nullable = false)
    String experience = "{}";

    @Column(name = "by_hand")
    String[] byHand;

    @Column(name = "changed_at", nullable = false)
    Instant changedAt;

    static AisleOrder of(UUID familyId, String store) {
        var order = new AisleOrder();
        order.familyId = familyId;
        order.storeKey = key(store);
        order.store = store;
        return order;
    }

    /** One store, however it is written. */
    static String key(String store) {
        return store.strip().toLowerCase(Locale.ROOT);
    }

    Experience experience() {
        try {
            return new Experience(JSON.readValue(experience, FORM));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void experienced(Experience more, Instant at) {
        try {
            experience = JSON.writeValueAsString(more.before());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        trips++;
        changedAt = at;
    }

    /** Takes an order by hand; an empty one leaves it to what was learned. */
    void byHand(List<String> order, Instant at) {
        byHand = order.isEmpty() ? null : order.toArray(String[]::new);
        changedAt = at;
    }

    List<String> byHand() {
        return byHand == null ? List.of() : List.of(byHand);
    }

    /** What somebody has said comes first and as they said; what else there is as it was learned. */
    List<String> sorted(Collection<String> more) {
        var all = new TreeSet<>(more);
        all.addAll(experience().categories());
        all.addAll(byHand());
        var order = new LinkedHashSet<>(byHand());
        order.addAll(experience().sorted(all));
        return new ArrayList<>(order);
    }

    int trips() {
        return trips;
    }

    /** The key of an order. */
    record Key(UUID familyId, String storeKey) implements Serializable {}
}
