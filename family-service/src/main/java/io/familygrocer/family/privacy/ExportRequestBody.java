package io.familygrocer.family.privacy;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;

import io.familygrocer.platform.privacy.Subject;

/**
 * What somebody wants to take along.
 *
 * @param scope all about the caller, or all of a family that they own
 * @param familyId needed for a family, and only for one
 */
public record ExportRequestBody(@NotNull Subject scope, UUID familyId) {}
