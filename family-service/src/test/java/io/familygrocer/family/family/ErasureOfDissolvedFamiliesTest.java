package io.familygrocer.family.family;

import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

@QuarkusTest
@WithTestResource(House.class)
class ErasureOfDissolvedFamiliesTest {

    @Inject
    Pool pool;

    @Test
    void whatCanNotBeRestoredAnyMoreIsErasedAndAskedForOnce() {
        var anna = Api.register("Anna");
        String over = anna.newFamily("Over");
        String kept = anna.newFamily("Kept");
        anna.dissolve(over).then().statusCode(200);
        anna.dissolve(kept).then().statusCode(200);

        aMonthLater(over);

        anna.request()
                .body(Map.of())
                .post("/api/families/{id}/restore", over)
                .then()
                .statusCode(410)
                .body("type", endsWith("too-late-to-restore"));
        // Each asks with an event of its own; a second sweep has come and gone when a family dissolved later is asked
        // for.
        Awaitility.await().until(() -> asked(over) == 1);
        String later = anna.newFamily("Later");
        anna.dissolve(later).then().statusCode(200);
        aMonthLater(later);
        Awaitility.await().until(() -> asked(later) == 1);
        assertThat(asked(over)).isEqualTo(1);
        assertThat(asked(kept)).isZero();
    }

    private void aMonthLater(String family) {
        pool.preparedQuery("update family set erases_at = now() - interval '1 minute' where id = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(family)));
    }

    private int asked(String family) {
        return pool.preparedQuery("select count(*) from erasure where family_id = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(family)))
                .iterator()
                .next()
                .getInteger(0);
    }
}
