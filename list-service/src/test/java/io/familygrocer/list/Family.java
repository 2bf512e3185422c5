package io.familygrocer.list;

import java.util.UUID;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

import io.familygrocer.platform.testkit.Tokens;
import io.familygrocer.platform.testkit.Topic;

/** A family of a test, with as many members as it likes; each test makes its own, so that tests don't meet. */
public final class Family {

    private final UUID id = UUID.randomUUID();

    /** The family's id. */
    public UUID id() {
        return id;
    }

    /** A new member. */
    public Member member(String name) {
        return member(name, "adult");
    }

    /** A new member with a role. */
    public Member member(String name, String role) {
        var person = UUID.randomUUID();
        return new Member(person, Tokens.of(person, name).in(id, role, 1).sign());
    }

    /** The bearer of a guest pass to one of the family's lists. */
    public Member pass(UUID list, String may) {
        var pass = UUID.randomUUID();
        return new Member(pass, Tokens.ofPass(pass, id, list, may, 1).sign());
    }

    /** Says an event of the family as family-service would; {@code more} is JSON without its braces. */
    public void hears(String type, long version, String more) {
        say("grocer.family", type, version, more);
    }

    /** Says the family's whole state. */
    public void hearsSnapshot(long version, String more) {
        say("grocer.family.snapshot", "family.snapshot.v1", version, more);
    }

    private void say(String topic, String type, long version, String more) {
        Topic.say(topic, "/family-service", type, id.toString(), UUID.randomUUID(), """
                {"familyId":"%s","version":%d%s}""".formatted(
                        id, version, more.isEmpty() ? "" : "," + more));
    }

    /** Somebody of another family. */
    public static Member stranger() {
        return new Family().member("stranger");
    }

    /** A person and how to speak for them. */
    public record Member(UUID id, String token) {

        /** A request of theirs. */
        public RequestSpecification asks() {
            return RestAssured.given().auth().oauth2(token).contentType("application/json");
        }
    }
}
