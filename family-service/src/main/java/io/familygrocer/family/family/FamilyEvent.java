package io.familygrocer.family.family;

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
}
