package io.familygrocer.family.family;

import java.time.Instant;
import java.util.UUID;

import io.familygrocer.platform.events.Event;

/** What other services learn about families; on the topic {@code grocer.family}, in order for each family. */
public sealed interface FamilyEvent extends Event {

    /** The family that it is about. */
    UUID familyId();

    @Override
    default String key() {
        return familyId().toString();
    }

    /** There is a new family; who is in it follows. */
    record Created(UUID familyId, String name) implements FamilyEvent {

        @Override
        public String type() {
            return "family.created.v1";
        }
    }

    /** A family has a new name. */
    record Renamed(UUID familyId, String name) implements FamilyEvent {

        @Override
        public String type() {
            return "family.renamed.v1";
        }
    }

    /**
     * Somebody is in the family now.
     *
     * @param version the family's membership version, from 1; facts with a lower one are older
     */
    record MemberJoined(UUID familyId, UUID personId, String displayName, Role role, long version)
            implements FamilyEvent {

        @Override
        public String type() {
            return "family.member-joined.v1";
        }
    }

    /**
     * Somebody is no longer in the family, by their own or by another's doing.
     *
     * @param version as in {@link MemberJoined}
     */
    record MemberLeft(UUID familyId, UUID personId, long version) implements FamilyEvent {

        @Override
        public String type() {
            return "family.member-left.v1";
        }
    }

    /**
     * Somebody is something else in the family now.
     *
     * @param version as in {@link MemberJoined}
     */
    record MemberRoleChanged(UUID familyId, UUID personId, Role role, long version) implements FamilyEvent {

        @Override
        public String type() {
            return "family.member-role-changed.v1";
        }
    }

    /**
     * Somebody in the family has another name.
     *
     * @param version as in {@link MemberJoined}
     */
    record MemberRenamed(UUID familyId, UUID personId, String displayName, long version) implements FamilyEvent {

        @Override
        public String type() {
            return "family.member-renamed.v1";
        }
    }

    /**
     * The family is over for all but its owners, who may restore it.
     *
     * @param version as in {@link MemberJoined}
     * @param erasesAt when its erasure is requested
     */
    record Dissolved(UUID familyId, long version, Instant erasesAt) implements FamilyEvent {

        @Override
        public String type() {
            return "family.dissolved.v1";
        }
    }

    /**
     * A dissolved family is there again, as it was.
     *
     * @param version as in {@link MemberJoined}
     */
    record Restored(UUID familyId, long version) implements FamilyEvent {

        @Override
        public String type() {
            return "family.restored.v1";
        }
    }

    /**
     * Somebody without an account may use one list of the family.
     *
     * @param version as in {@link MemberJoined}
     */
    record GuestPassIssued(
            UUID familyId, UUID passId, UUID listId, PassScope may, String label, Instant expiresAt, long version)
            implements FamilyEvent {

        @Override
        public String type() {
            return "family.guest-pass-issued.v1";
        }
    }

    /**
     * A guest pass is over: withdrawn or expired.
     *
     * @param version as in {@link MemberJoined}
     */
    record GuestPassRevoked(UUID familyId, UUID passId, long version) implements FamilyEvent {

        @Override
        public String type() {
            return "family.guest-pass-revoked.v1";
        }
    }

    /**
     * The family has chosen other preferences.
     *
     * @param version as in {@link MemberJoined}
     */
    record PreferencesChanged(UUID familyId, long version, Preferences preferences) implements FamilyEvent {

        @Override
        public String type() {
            return "family.preferences-changed.v1";
        }
    }
}
