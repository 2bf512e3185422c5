package io.familygrocer.family;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.OpenApi;

/** Runs in Quarkus so that the description is of this build, not of the one before. */
@QuarkusTest
@WithTestResource(House.class)
class OpenApiTest {

    @Test
    void theCommittedDescriptionIsTheOneOfTheCode() {
        OpenApi.assertNoDrift();
    }

    @Test
    void everyBodyHasAnExampleThatFitsItsSchema() {
        OpenApi.assertExamples();
    }
}
