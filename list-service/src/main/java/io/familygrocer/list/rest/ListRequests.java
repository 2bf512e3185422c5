package io.familygrocer.list.rest;

import java.math.BigDecimal;
import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/** The bodies of the plain REST calls; lengths and digits are held by the mutations that they become. */
final class ListRequests {

    private ListRequests() {}

    /** A new list. */
    public record NewList(
            @NotNull(message = "is needed") UUID familyId,
            @NotBlank(message = "must not be empty") String name,
            String icon) {}

    /** A new item; what is null is not said. */
    public record NewItem(
            @NotBlank(message = "must not be empty") String name,
            BigDecimal amount,
            String unit,
            String note,
            String category) {}

    /** By how much the amount changes. */
    public record Adjustment(@NotNull(message = "is needed") BigDecimal by) {}
}
