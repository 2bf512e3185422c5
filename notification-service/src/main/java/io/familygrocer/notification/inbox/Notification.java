package io.familygrocer.notification.inbox;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.UuidGenerator;

/**
 * An entry of a person's inbox, mostly that somebody put one or more things on a list. Only facts are stored; the sentences are
 * made when they are read, in the reader's language.
 */
@Entity
@Table(name = "notification")
class Notification {

    /** A UUID of version 7: its order is the order of time. */
    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    /** Who is told. */
    @Column(name = "person_id", updatable = false)
    UUID personId;

    /** The name of a {@link Kind} on the wire. */
    @Column(updatable = false)
    String kind;

    /** Null where it is about no family, and so are the list and the actor. */
    @Column(name = "family_id", updatable = false)
    UUID familyId;

    @Column(name = "list_id", updatable = false)
    UUID listId;

    /** What the list was called when the last thing was added. */
    @Column(name = "list_name")
    String listName;

    /** Who did it. */
    @Column(name = "actor_id", updatable = false)
    UUID actorId;

    /** The first things that were added, in order. */
    String[] names;

    /** How many things were added. */
    int count;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    /** Null while it is unread; written by statement only, so that taking in and reading don't undo each other. */
    @Column(name = "read_at", insertable = false, updatable = false)
    Instant readAt;

    static Notification signedOut(UUID personId, Instant now) {
        var entry = new Notification();
        entry.personId = personId;
        entry.kind = Kind.SIGNED_OUT.wire();
        entry.names = new String[0];
        entry.count = 1;
        entry.createdAt = now;
        return entry;
    }

    static Notification of(UUID personId, Addition addition, Instant now) {
        var entry = new Notification();
        entry.personId = personId;
        entry.kind = addition.kind().wire();
        entry.familyId = addition.familyId;
        entry.listId = addition.listId;
        entry.listName = addition.listName;
        entry.actorId = addition.actorId;
        entry.names = new String[] {addition.name};
        entry.count = 1;
        entry.createdAt = now;
        return entry;
    }

    /** Takes in one more thing that the same person put on the same list. */
    void take(Addition addition, int maxNames) {
        count++;
        listName = addition.listName;
        if (names.length < maxNames) {
            names = Arrays.copyOf(names, names.length + 1);
            names[names.length - 1] = addition.name;
        }
    }

    List<String> names() {
        return List.of(names);
    }
}
