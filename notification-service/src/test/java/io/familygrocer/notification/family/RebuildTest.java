package io.familygrocer.notification.family;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.notification.Reader;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Topic;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/**
 * An empty database of a service whose consumer group has read everything already: what a wiped database is. Who is in a
 * family, and what they are called, is known from the snapshots.
 */
@QuarkusTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "grocer_rebuild"))
@WithTestResource(RebuildTest.ToldBeforeTheStart.class)
class RebuildTest {

    private static final String TOPIC = "grocer.family.snapshot";
    private static final String GROUP = "notification-service-rebuilt";
    private static final UUID FAMILY = named("family");

    /** Says everything before the service is there, and lets the broker think that the service has heard it. */
    public static class ToldBeforeTheStart implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            snapshot(3, member("Anna") + "," + member("Left"));
            snapshot(9, member("Anna") + "," + member("Ben") + "," + member("Carl"));
            Topic.readToTheEnd(TOPIC, GROUP);
            return Map.of("mp.messaging.incoming.family-snapshots.group.id", GROUP);
        }

        @Override
        public void stop() {}
    }

    @Test
    void theFamilyIsToldAsBefore() {
        added("Milk", "list.item-added.v1", false);
        added("Candy", "list.item-approval-asked.v1", true);

        var ben = new Reader(named("Ben"));
        ben.awaits(List.of(List.of("Candy"), List.of("Milk")));
        ben.inbox().then().body("items[1].title", equalTo("Carl added an item to Groceries"));
        new Reader(named("Anna")).awaits(List.of(List.of("Candy"), List.of("Milk")));
        new Reader(named("Left")).inbox().then().body("items", hasSize(0));
    }

    private static void added(String name, String type, boolean asked) {
        Topic.say("grocer.list", "/list-service", type, FAMILY.toString(), UUID.randomUUID(), """
                {"familyId":"%s","itemId":"%s","listId":"%s","listName":"Groceries","name":"%s","amount":null,
                 "unit":null,"category":null,"asked":%s,"actorId":"%s","revision":1}""".formatted(
                        FAMILY, UUID.randomUUID(), named("list"), name, asked, named("Carl")));
    }

    private static UUID named(String name) {
        return UUID.nameUUIDFromBytes(("rebuild/" + name).getBytes(StandardCharsets.UTF_8));
    }

    private static String member(String name) {
        return """
                {"personId":"%s","displayName":"%s","role":"%s"}""".formatted(named(name), name, name.equals("Carl") ? "child" : "adult");
    }

    private static void snapshot(long version, String members) {
        Topic.say(
                TOPIC,
                "/family-service",
                "family.snapshot.v1",
                FAMILY.toString(),
                UUID.randomUUID(),
                Instant.now(),
                """
                {"familyId":"%s","name":"x","version":%d,"state":"active","members":[%s],"passes":[]}""".formatted(FAMILY, version, members));
    }
}
