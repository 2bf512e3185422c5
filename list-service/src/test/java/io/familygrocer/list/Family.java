package io.familygrocer.list;

import java.util.UUID;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

import io.familygrocer.platform.testkit.Tokens;

/** A family of a test, with as many members as it likes; each test makes its own, so that tests don't meet. */
public final class Family {

    private final UUID id = UUID.randomUUID();

    /** The family's id. */
    public UUID id() {
        return id;
    }

    /** A new member. */
    public Member member(String name) {
        var person = UUID.randomUUID();
        return new Member(person, Tokens.of(person, name).in(id, "adult", 1).sign());
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
