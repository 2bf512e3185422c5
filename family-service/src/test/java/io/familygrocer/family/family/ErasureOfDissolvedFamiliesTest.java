package io.familygrocer.family.family;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

@QuarkusTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "grocer_family"))
@TestProfile(ErasureOfDissolvedFamiliesTest.OftenSwept.class)
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
        Awaitility.await().until(() -> Erasures.ASKED.contains(UUID.fromString(over)));
        assertThat(Erasures.ASKED).doesNotContain(UUID.fromString(kept));
    }

    private void aMonthLater(String family) {
        pool.preparedQuery("update family set erases_at = now() - interval '1 minute' where id = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(family)));
    }

    /** Does not wait for ten minutes. */
    public static class OftenSwept implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("grocer.family.dissolution-sweep", "1s");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Erasures.class);
        }
    }

    /** Stands where the erasure of the whole house stands; fails where it is asked for a family twice. */
    @Alternative
    @ApplicationScoped
    static class Erasures implements FamilyErasure {

        static final Set<UUID> ASKED = ConcurrentHashMap.newKeySet();

        @Override
        public Uni<Void> familyDissolved(UUID familyId) {
            if (!ASKED.add(familyId)) {
                throw new IllegalStateException("asked twice");
            }
            return Uni.createFrom().voidItem();
        }
    }
}
