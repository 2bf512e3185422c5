package io.familygrocer.notification;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.awaitility.Awaitility;

import io.familygrocer.platform.testkit.Tokens;

import static io.restassured.RestAssured.given;

/** A person who looks into their inbox. */
public record Reader(UUID id) {

    private static final String INBOX = "/api/notifications";

    /** A request with this person's token. */
    public RequestSpecification asks() {
        return given().auth().oauth2(Tokens.of(id, "whoever").sign());
    }

    /** The inbox as it is. */
    public Response inbox() {
        return asks().get(INBOX);
    }

    /** The names of the items of all entries, newest entry first. */
    public List<List<String>> items() {
        return inbox().path("items.items");
    }

    /** Waits until the items of all entries are these. */
    public void awaits(List<List<String>> items) {
        Awaitility.await("the inbox")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(this::items, items::equals);
    }
}
