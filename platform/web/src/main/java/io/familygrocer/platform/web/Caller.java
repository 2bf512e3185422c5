package io.familygrocer.platform.web;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who is asking, as the access token says it.
 *
 * @param personId the person
 * @param name the name to show to others; never null, may be empty
 * @param families the families that the token names, by id
 */
public record Caller(UUID personId, String name, Map<UUID, Membership> families) {

    /** What the token says about one family; the caller may since have left it, or joined another. */
    public Optional<Membership> in(UUID familyId) {
        return Optional.ofNullable(families.get(familyId));
    }

    /** The families that the token names. */
    public Set<UUID> familyIds() {
        return families.keySet();
    }

    /**
     * One family of a token.
     *
     * @param role the role in lower case, for example {@code adult}
     * @param version the family's membership version at which this was true
     */
    public record Membership(String role, long version) {}
}
