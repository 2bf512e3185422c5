package io.familygrocer.family.placeholder;

import java.util.UUID;

import io.familygrocer.family.family.Role;

/**
 * Somebody who stands in the histories of a family that came from an archive, and has no account here or has not come yet.
 *
 * @param role what they were
 */
public record Placeholder(UUID id, String displayName, Role role) {}
