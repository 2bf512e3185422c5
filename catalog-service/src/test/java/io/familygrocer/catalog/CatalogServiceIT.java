package io.familygrocer.catalog;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.Servers;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

/** The packaged service; what it does here is what its AOT cache is made from. */
@QuarkusIntegrationTest
@WithTestResource(Servers.class)
class CatalogServiceIT {

    @Test
    void thePackagedServiceServesTheCatalogue() {
        when().get("/api/catalog/categories").then().statusCode(200).body("items.size()", greaterThan(19));
        when().get("/api/catalog/products?q=oat-milk").then().statusCode(200).body("items[0].id", equalTo("oat-milk"));
        when().get("/api/catalog/products?category=cheese&lang=de").then().statusCode(200);
        when().get("/api/catalog/products/oat-milk").then().statusCode(200);
        when().get("/api/catalog/products?limit=0").then().statusCode(400);
        when().get("/api/catalog/products/unknown").then().statusCode(404);
    }
}
