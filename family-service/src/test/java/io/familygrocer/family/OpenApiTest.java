package io.familygrocer.family;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.OpenApi;
import io.familygrocer.platform.testkit.Servers;

/** Runs in Quarkus so that the description is of this build, not of the one before. */
@QuarkusTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "grocer_family"))
class OpenApiTest {

    @Test
    void theCommittedDescriptionIsTheOneOfTheCode() {
        OpenApi.assertNoDrift();
    }
}
