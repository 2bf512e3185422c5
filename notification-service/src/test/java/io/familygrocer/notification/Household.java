package io.familygrocer.notification;

import java.time.Instant;
import java.util.UUID;

import io.familygrocer.platform.testkit.Topic;

/** A family of a test, as family-service and list-service tell of it. */
public final class Household {

    private static final String FAMILY_TOPIC = "grocer.family";
    private static final String LIST_TOPIC = "grocer.list";

    private final UUID id = UUID.randomUUID();
    private final UUID list = UUID.randomUUID();
    private long version;

    /** The family's id. */
    public UUID id() {
        return id;
    }

    /** The id of its list "Groceries". */
    public UUID list() {
        return list;
    }

    /** Somebody new joins now; answers their id. */
    public UUID joins(String name) {
        UUID person = UUID.randomUUID();
        joins(person, name, Instant.now());
        return person;
    }

    /** Somebody new joins now, with a role; answers their id. */
    public UUID joins(String name, String role) {
        UUID person = UUID.randomUUID();
        joins(person, name, role, ++version, Instant.now());
        return person;
    }

    /** Somebody has joined at a time. */
    public void joins(UUID person, String name, Instant at) {
        joins(person, name, ++version, at);
    }

    /** Somebody has joined at a membership version. */
    public void joins(UUID person, String name, long atVersion, Instant at) {
        joins(person, name, "adult", atVersion, at);
    }

    private void joins(UUID person, String name, String role, long atVersion, Instant at) {
        say(FAMILY_TOPIC, "family.member-joined.v1", UUID.randomUUID(), at, """
                {"familyId":"%s","personId":"%s","displayName":"%s","role":"%s","version":%d}""".formatted(
                        id, person, name, role, atVersion));
    }

    /** Somebody leaves now. */
    public void leaves(UUID person) {
        say(FAMILY_TOPIC, "family.member-left.v1", UUID.randomUUID(), Instant.now(), """
                {"familyId":"%s","personId":"%s","version":%d}""".formatted(
                        id, person, ++version));
    }

    /** Somebody puts something on the list now. */
    public void adds(UUID actor, String name) {
        adds(UUID.randomUUID(), actor, list, name, Instant.now());
    }

    /** Somebody has put something on a list; the event's id tells redeliveries. */
    public void adds(UUID event, UUID actor, UUID onto, String name, Instant at) {
        say(LIST_TOPIC, "list.item-added.v1", event, at, """
                {"familyId":"%s","itemId":"%s","listId":"%s","listName":"Groceries","name":"%s","amount":2,\
                "unit":null,"category":null,"actorId":"%s","revision":1}""".formatted(id, UUID.randomUUID(), onto, name, actor));
    }

    /** A child puts something on the list that waits for a yes. */
    public void asksFor(UUID actor, String name) {
        String item = """
                {"familyId":"%s","itemId":"%s","listId":"%s","listName":"Groceries","name":"%s","amount":2,\
                "unit":null,"category":null,"asked":true,"actorId":"%s","revision":1}""".formatted(id, UUID.randomUUID(), list, name, actor);
        say(LIST_TOPIC, "list.item-added.v1", UUID.randomUUID(), Instant.now(), item);
        say(LIST_TOPIC, "list.item-approval-asked.v1", UUID.randomUUID(), Instant.now(), item);
    }

    /** Something else happens in the family; {@code more} is JSON without its braces. */
    public void hears(String type, String more) {
        say(FAMILY_TOPIC, type, UUID.randomUUID(), Instant.now(), data(++version, more));
    }

    /** The family's whole state is said, at a version from now. */
    public void hearsSnapshot(int ahead, String state, String members) {
        version += ahead;
        say(
                "grocer.family.snapshot",
                "family.snapshot.v1",
                UUID.randomUUID(),
                Instant.now(),
                data(version, "\"state\":\"%s\",\"members\":[%s]".formatted(state, members)));
    }

    private String data(long atVersion, String more) {
        return """
                {"familyId":"%s","version":%d%s}""".formatted(id, atVersion, more.isEmpty() ? "" : "," + more);
    }

    /** Says an event of this family with data of one's own. */
    public void says(String data) {
        say(LIST_TOPIC, "list.item-added.v1", UUID.randomUUID(), Instant.now(), data);
    }

    private void say(String topic, String type, UUID event, Instant at, String data) {
        String source = topic.equals(LIST_TOPIC) ? "/list-service" : "/family-service";
        Topic.say(topic, source, type, id.toString(), event, at, data);
    }
}
