package io.familygrocer.notification.inbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An entry of the inbox as the API shows it.
 *
 * @param familyId null where it is about no family; so are the actor and the list
 * @param type what happened: {@code item-added}, {@code approval-asked} or {@code signed-out}
 * @param title who did what where, in the reader's language
 * @param body what it was, in the reader's language
 * @param items the first things that were added, in order
 * @param count how many things were added
 * @param createdAt when the first of them was told
 */
record NotificationView(
        UUID id,
        UUID familyId,
        String type,
        String title,
        String body,
        Actor actor,
        UUID listId,
        List<String> items,
        int count,
        Instant createdAt,
        boolean read) {

    static NotificationView of(NotificationRepository.Told told, Phrases phrases) {
        var entry = told.entry();
        return new NotificationView(
                entry.id,
                entry.familyId,
                entry.kind,
                phrases.titleOf(entry, told.actorName()),
                phrases.bodyOf(entry),
                entry.actorId == null ? null : new Actor(entry.actorId, told.actorName()),
                entry.listId,
                entry.names(),
                entry.count,
                entry.createdAt,
                entry.readAt != null);
    }

    /**
     * Who did it.
     *
     * @param name what the family calls them; null where we have not heard of them yet
     */
    record Actor(UUID id, String name) {}
}
