package io.familygrocer.family.preferences;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(House.class)
class PreferencesResourceTest {

    private Api.Someone anna;
    private String family;

    @BeforeEach
    void annaHasAFamily() {
        anna = Api.register("Anna");
        family = anna.newFamily("Ours");
    }

    @Test
    void aFamilyChangesWhatItNamesAndNothingElse() {
        var quiet = Map.of("from", "21:30", "to", "07:00");
        change(anna, Map.of("language", "de", "timeZone", "Europe/Berlin", "quietHours", quiet))
                .then()
                .statusCode(200);

        change(
                        anna,
                        Map.of(
                                "units",
                                "us",
                                "currency",
                                "USD",
                                "firstDayOfWeek",
                                "sunday",
                                "childAdditionsNeedApproval",
                                true))
                .then()
                .statusCode(200)
                .body("language", equalTo("de"))
                .body("timeZone", equalTo("Europe/Berlin"))
                .body("quietHours", equalTo(quiet))
                .body("units", equalTo("us"))
                .body("currency", equalTo("USD"))
                .body("firstDayOfWeek", equalTo("sunday"))
                .body("childAdditionsNeedApproval", equalTo(true));

        var never = new HashMap<String, Object>();
        never.put("quietHours", null);
        change(anna, never)
                .then()
                .statusCode(200)
                .body("quietHours", nullValue())
                .body("language", equalTo("de"));
    }

    @Test
    void aChangeIsPublishedOnceAndNoneNever() {
        change(anna, Map.of("currency", "CHF")).then().statusCode(200);
        change(anna, Map.of("currency", "CHF")).then().statusCode(200);
        change(anna, Map.of("language", "fr")).then().statusCode(200);

        try (var topic = Topic.listen("grocer.family")) {
            var events = topic.await(4, event -> family.equals(event.key()));
            assertThat(events).hasSize(4);
            assertThat(events.get(2).value()).contains("\"version\":2").contains("\"currency\":\"CHF\"");
            assertThat(events.get(3).value()).contains("\"version\":3").contains("\"language\":\"fr\"");
        }
    }

    @Test
    void twoWhoChangeTheSameDoNotOverwriteEachOther() {
        String tag = anna.request()
                .get("/api/families/{id}/preferences", family)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        change(anna, Map.of("language", "de")).then().statusCode(200);

        anna.request()
                .header("If-Match", tag)
                .body(Map.of("language", "fr"))
                .patch("/api/families/{id}/preferences", family)
                .then()
                .statusCode(412);
        anna.request()
                .header("If-None-Match", tag)
                .get("/api/families/{id}/preferences", family)
                .then()
                .statusCode(200)
                .body("language", equalTo("de"));
    }

    @Test
    void everyMemberSeesThemAndAdultsChangeThem() {
        var ben = anna.newMember(family, "Ben", "adult");
        var child = anna.newMember(family, "Carl", "child");
        var mallory = Api.register("Mallory");

        change(ben, Map.of("language", "de")).then().statusCode(200);
        child.request()
                .get("/api/families/{id}/preferences", family)
                .then()
                .statusCode(200)
                .body("language", equalTo("de"));
        change(child, Map.of("language", "fr")).then().statusCode(403);
        change(mallory, Map.of("language", "fr")).then().statusCode(404);
        mallory.request().get("/api/families/{id}/preferences", family).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "language,x",
        "language,no_such",
        "units,stones",
        "currency,EURO",
        "currency,eur",
        "firstDayOfWeek,noday",
        "timeZone,Mars/Olympus",
        "unknown,1",
        "childAdditionsNeedApproval,perhaps"
    })
    void whatThereIsNotIsRefusedByName(String field, String value) {
        change(anna, Map.of(field, value)).then().statusCode(400).body("errors[0].field", equalTo(field));
    }

    @Test
    void quietHoursAreTwoDifferentTimes() {
        change(anna, Map.of("quietHours", Map.of("from", "22:00", "to", "22:00")))
                .then()
                .statusCode(400);
        change(anna, Map.of("quietHours", Map.of("from", "22:00"))).then().statusCode(400);
        change(anna, Map.of("quietHours", Map.of("from", "25:00", "to", "07:00")))
                .then()
                .statusCode(400);
        var nothing = new HashMap<String, Object>();
        nothing.put("language", null);
        change(anna, nothing).then().statusCode(400).body("errors[0].field", equalTo("language"));
    }

    @Test
    void aPersonChoosesForThemselves() {
        anna.request()
                .get("/api/me/preferences")
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("language", nullValue());

        String tag = anna.request()
                .header("If-Match", "\"0\"")
                .contentType("application/merge-patch+json")
                .body(Map.of("language", "en-GB", "timeZone", "Europe/London"))
                .patch("/api/me/preferences")
                .then()
                .statusCode(200)
                .body("language", equalTo("en-GB"))
                .extract()
                .header("ETag");

        anna.request()
                .header("If-None-Match", tag)
                .get("/api/me/preferences")
                .then()
                .statusCode(304);
        anna.request()
                .header("If-Match", "\"0\"")
                .body(Map.of())
                .patch("/api/me/preferences")
                .then()
                .statusCode(412);
        anna.request()
                .body(Map.of("timeZone", "Nowhere"))
                .patch("/api/me/preferences")
                .then()
                .statusCode(400);
        for (String topicName : new String[] {"grocer.family", "grocer.family.snapshot"}) {
            try (var topic = Topic.listen(topicName)) {
                var event = topic.await(
                        1,
                        message -> anna.id().toString().equals(message.key())
                                && message.value() != null
                                && message.value().contains("Europe/London"));
                assertThat(Topic.header(event.getFirst(), "ce_type")).isEqualTo("person.preferences-changed.v1");
            }
        }
    }

    private Response change(Api.Someone who, Map<String, Object> patch) {
        return who.request().body(patch).patch("/api/families/{id}/preferences", family);
    }
}
