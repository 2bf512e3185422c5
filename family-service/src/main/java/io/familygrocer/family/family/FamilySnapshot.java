package io.familygrocer.family.family;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.familygrocer.platform.events.Event;

/**
 * All that other services keep of a family, as of its last change; on the compacted topic {@link #TOPIC}, from whose
 * beginning a service that is new or was wiped catches up.
 *
 * @param version as in {@link FamilyEvent.MemberJoined}
 * @param members in the order in which they came
 * @param passes the guest passes that are open
 */
public record FamilySnapshot(
        UUID familyId,
        String name,
        long version,
        State state,
        List<Member> members,
        List<Pass> passes,
        Preferences preferences)
        implements Event {

    /** Where snapshots go. */
    public static final String TOPIC = "grocer.family.snapshot";

    /** The type of a snapshot, and of the tombstone that ends it. */
    public static final String TYPE = "family.snapshot.v1";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String key() {
        return familyId.toString();
    }

    /** Whether the family is there for its members. */
    public enum State {
        /** It is. */
        @JsonProperty("active")
        ACTIVE,
        /** Only for its owners, and only to restore it. */
        @JsonProperty("dissolved")
        DISSOLVED
    }

    /** Somebody in the family. */
    public record Member(UUID personId, String displayName, Role role) {}

    /** A guest pass that is open. */
    public record Pass(UUID passId, UUID listId, PassScope may, String label, Instant expiresAt) {}
}
