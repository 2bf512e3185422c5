package io.familygrocer.family.family;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;

/** Who is to own the family in place of the caller. */
public record TransferRequest(@NotNull UUID personId) {}
