package io.familygrocer.family.family;

import jakarta.validation.constraints.NotNull;

/** What a member is to be in the family. */
public record MemberRequest(@NotNull Role role) {}
