package io.familygrocer.catalog;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.OpenApi;
import io.familygrocer.platform.testkit.Servers;

@QuarkusTest
@WithTestResource(Servers.class)
class OpenApiTest {

    @Test
    void theCommittedDescriptionIsWhatTheCodeSays() {
        OpenApi.assertNoDrift();
    }
}
