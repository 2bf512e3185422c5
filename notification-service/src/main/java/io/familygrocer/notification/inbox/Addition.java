package io.familygrocer.notification.inbox;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.UuidGenerator;

/** That somebody put something on a list; kept for a while for members of whom we hear later than of this. */
@Entity
@Immutable
@Table(name = "addition")
class Addition {

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(name = "family_id")
    UUID familyId;

    @Column(name = "list_id")
    UUID listId;

    @Column(name = "list_name")
    String listName;

    String name;

    @Column(name = "actor_id")
    UUID actorId;

    /** Whether it waits for a yes; then only those are told who may say it. */
    boolean asked;

    /** When it was added, by the clock of list-service. */
    @Column(name = "added_at")
    Instant addedAt;

    /** When we heard of it, by our clock. */
    @Column(name = "kept_at")
    Instant keptAt;

    static Addition of(ListConsumer.ItemAdded item, Instant addedAt, Instant now) {
        return of(item.familyId(), item.listId(), item.listName(), item.name(), item.actorId(), addedAt, now);
    }

    static Addition of(ListConsumer.ItemApprovalAsked item, Instant addedAt, Instant now) {
        var question = of(item.familyId(), item.listId(), item.listName(), item.name(), item.actorId(), addedAt, now);
        question.asked = true;
        return question;
    }

    Kind kind() {
        return asked ? Kind.APPROVAL_ASKED : Kind.ITEM_ADDED;
    }

    private static Addition of(
            UUID familyId, UUID listId, String listName, String name, UUID actorId, Instant addedAt, Instant now) {
        var addition = new Addition();
        addition.familyId = familyId;
        addition.listId = listId;
        addition.listName = listName;
        addition.name = name;
        addition.actorId = actorId;
        addition.addedAt = addedAt;
        addition.keptAt = now;
        return addition;
    }
}
