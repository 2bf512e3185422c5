package io.familygrocer.list.rest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.familygrocer.list.merge.Money;
import io.familygrocer.list.merge.Recurrence;

/** The bodies of the plain REST calls; lengths and digits are held by the mutations that they become. */
final class ListRequests {

    private ListRequests() {}

    /** A new list; what is null is not said. {@code sharedWith} is who sees it besides its owner, null for everybody. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NewList(
            @NotNull(message = "is needed") UUID familyId,
            @NotBlank(message = "must not be empty") String name,
            String icon,
            String colour,
            String position,
            String store,
            Boolean template,
            Money budget,
            List<UUID> sharedWith) {}

    /** A new item; what is null is not said. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NewItem(
            @NotBlank(message = "must not be empty") String name,
            BigDecimal amount,
            String unit,
            String note,
            String category,
            String productId,
            String barcode,
            String photo,
            Boolean urgent,
            UUID assignedTo,
            List<String> stores,
            LocalDate due,
            Money estimatedPrice,
            Recurrence recurrence) {}

    /** By how much the amount changes. */
    public record Adjustment(@NotNull(message = "is needed") BigDecimal by) {}
}
