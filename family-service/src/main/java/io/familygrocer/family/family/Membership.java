package io.familygrocer.family.family;

import java.util.UUID;

/**
 * A family, as one of its members sees it.
 *
 * @param version the family's membership version
 */
public record Membership(UUID id, String name, Role role, long version) {}
