package io.familygrocer.list.sync;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call of a replica: what it did, and from where on it wants to hear what others did.
 *
 * @param familyId the family
 * @param clientId made by the client once per install
 * @param since the revision up to which the client knows everything; 0 for a first call
 * @param mutations what it did, in its order; null or empty to ask only
 */
public record SyncRequest(
        @NotNull(message = "is needed") UUID familyId,
        @NotNull(message = "is needed") UUID clientId,
        @Min(value = 0, message = "must be 0 or more") long since,

        @Size(max = 10_000, message = "must be at most {max}")
        List<@Valid Op> mutations) {

    /** The mutations, never null. */
    List<Op> ops() {
        return mutations == null ? List.of() : mutations;
    }

    /**
     * One mutation as it is on the wire; which of the components are needed depends on {@code op}.
     *
     * @param seq 1, 2, 3 … per client and family
     * @param at {@code <ms>-<counter>-<clientId>}
     * @param op for example {@code item.set}
     * @param id the item or list
     * @param listId the list of an item
     * @param fields what {@code …set}, {@code item.assign} and {@code trip.…} write, by name; a null value takes the field's value away
     * @param by what {@code item.adjust} adds
     * @param seen the revision at which the client saw what it removes or says yes to; for {@code undo} the revision
     *     that names what is taken back in the activity log
     */
    public record Op(
            @Min(value = 1, message = "must be 1 or more") long seq,
            String at,
            String op,
            UUID id,
            UUID listId,
            ObjectNode fields,
            BigDecimal by,
            Long seen) {}
}
