package io.familygrocer.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.platform.testkit.Servers;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(Servers.class)
class CatalogResourceTest {

    private static final String CATEGORIES = "/api/catalog/categories";
    private static final String PRODUCTS = "/api/catalog/products";

    @Test
    void everybodySeesTheAislesInTheOrderOfTheShop() {
        when().get(CATEGORIES)
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=300, stale-while-revalidate=86400")
                .header("Cache-Tag", "catalog")
                .body("items.size()", greaterThanOrEqualTo(20))
                .body("items[0].slug", equalTo("fruit"))
                .body("items[0].position", equalTo(1))
                .body("items[0].icon", equalTo("🍎"))
                .body("items[0].names.de", equalTo("Obst"))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, PRODUCTS, PRODUCTS + "/oat-milk"})
    void whatTheClientHasAlreadyIsNotSentAgain(String path) {
        String tag = when().get(path).then().statusCode(200).extract().header("ETag");

        given().header("If-None-Match", tag)
                .get(path)
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .body(equalTo(""));
        given().header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lang=en&limit=100", "lang=de&limit=37&category=vegetables", "lang=de&q=milch&limit=3"})
    void pagesFollowEachOtherWithoutAHoleAndWithoutADouble(String query) {
        List<String> ids = new ArrayList<>();
        String after = null;
        do {
            Response page = given().queryParam("after", after == null ? List.of() : List.of(after))
                    .get(PRODUCTS + "?" + query);
            ids.addAll(page.then().statusCode(200).extract().path("items.id"));
            after = page.path("next");
        } while (after != null);

        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids).hasSizeGreaterThan(10);
        int all = when().get(PRODUCTS + "?limit=100&" + query.replaceFirst("limit=\\d+", "x=1"))
                .path("items.size()");
        assertThat(ids).hasSizeGreaterThanOrEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({
        "oat milk, en, oat-milk",
        "OAT, en, oat-milk",
        "hafer, de, oat-milk",
        "Käse, de, cheese",
        "kaese, de, cheese",
        "kase, de, cheese",
        "brocoli, en, broccoli",
        "Zuchini, de, zucchini",
        "aubergine, en, eggplant"
    })
    void aProductIsFoundByItsBeginningASynonymOrASimilarSpelling(String text, String lang, String id) {
        given().queryParam("q", text)
                .queryParam("lang", lang)
                .queryParam("limit", 100)
                .get(PRODUCTS)
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id));
    }

    @Test
    void theVeryNameComesFirst() {
        given().queryParam("q", "oat milk").get(PRODUCTS).then().body("items[0].id", equalTo("oat-milk"));
    }

    @Test
    void onlyTheLanguageThatIsAskedForIsSearched() {
        given().queryParam("q", "Hafermilch")
                .queryParam("lang", "en")
                .get(PRODUCTS)
                .then()
                .statusCode(200)
                .body("items.id", not(hasItem("oat-milk")));
    }

    @Test
    void aCategoryNarrowsThePage() {
        given().queryParam("category", "cheese")
                .queryParam("q", "c")
                .get(PRODUCTS)
                .then()
                .statusCode(200)
                .body("items.size()", greaterThanOrEqualTo(2))
                .body("items.category", everyItem(equalTo("cheese")));
        given().queryParam("category", "unheard-of").get(PRODUCTS).then().body("items", hasSize(0));
    }

    @Test
    void aTextOfPunctuationFindsNothing() {
        given().queryParam("q", "%_'\"--").get(PRODUCTS).then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void oneProductTellsItsNamesAndItsAisle() {
        when().get(PRODUCTS + "/oat-milk")
                .then()
                .statusCode(200)
                .body("id", equalTo("oat-milk"))
                .body("names.de", equalTo("Hafermilch"))
                .body("category", equalTo("dairy-alternatives"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no-such-thing", "/%00", "/UPPER", "/a/b", "/%F0%9F%8D%8E"})
    void whatIsNotThereIsAProblemDocument(String id) {
        given().urlEncodingEnabled(false)
                .get(PRODUCTS + id)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .header("Cache-Control", "no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=101, limit",
        "lang=fr, lang",
        "category=A%20B, category",
        "after=%21%21, after",
        "after=AAAA, after",
        "after=MC9hLwA, after"
    })
    void aParameterOutOfItsBoundsIsNamed(String query, String field) {
        given().urlEncodingEnabled(false)
                .get(PRODUCTS + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", endsWith("invalid-request"))
                .body("errors.field", hasItem(endsWith(field)));
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        given().queryParam("q", "x".repeat(81)).get(PRODUCTS).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=abc", "limit=99999999999", "limit=1.5"})
    void aNumberThatIsNoneIsAProblemDocument(String query) {
        int status = given().get(PRODUCTS + "?" + query)
                .then()
                .contentType("application/problem+json")
                .extract()
                .statusCode();

        assertThat(status).isBetween(400, 499);
    }

    @Test
    void nothingCanBeWritten() {
        given().body("{}").contentType("application/json").post(PRODUCTS).then().statusCode(405);
        given().get("/api/catalog/unknown").then().statusCode(404).contentType("application/problem+json");
    }
}
