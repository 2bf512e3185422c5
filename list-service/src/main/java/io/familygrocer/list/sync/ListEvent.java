package io.familygrocer.list.sync;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;

import io.familygrocer.platform.events.Event;

/** What list-service tells the other services; the schemas are in {@code contracts/events/list-service}. */
public sealed interface ListEvent extends Event {

    /** The family whose order it belongs to. */
    UUID familyId();

    @Override
    @JsonIgnore
    default String key() {
        return familyId().toString();
    }

    /** A list came, changed or went. */
    record ListChanged(UUID familyId, UUID listId, String name, boolean deleted, UUID actorId, long revision)
            implements ListEvent {
        @Override
        @JsonIgnore
        public String type() {
            return "list.list-changed.v1";
        }
    }

    /** An item came onto a list, or back; {@code asked} where it waits for an adult's yes. */
    record ItemAdded(
            UUID familyId,
            UUID itemId,
            UUID listId,
            String listName,
            String name,
            BigDecimal amount,
            String unit,
            String category,
            boolean asked,
            UUID actorId,
            long revision)
            implements ListEvent {
        @Override
        @JsonIgnore
        public String type() {
            return "list.item-added.v1";
        }
    }

    /** Something about an item changed; {@code fields} names what, in the words of the sync contract. */
    record ItemChanged(
            UUID familyId,
            UUID itemId,
            UUID listId,
            String name,
            String category,
            boolean checked,
            List<String> fields,
            UUID actorId,
            long revision)
            implements ListEvent {
        @Override
        @JsonIgnore
        public String type() {
            return "list.item-changed.v1";
        }
    }

    /** A child has added something, or renamed what it had added, and waits for an adult's yes. */
    record ItemApprovalAsked(
            UUID familyId, UUID itemId, UUID listId, String listName, String name, UUID actorId, long revision)
            implements ListEvent {
        @Override
        @JsonIgnore
        public String type() {
            return "list.item-approval-asked.v1";
        }
    }

    /** An item went. */
    record ItemRemoved(UUID familyId, UUID itemId, UUID listId, UUID actorId, long revision) implements ListEvent {
        @Override
        @JsonIgnore
        public String type() {
            return "list.item-removed.v1";
        }
    }
}
