package io.familygrocer.list.sync;

import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.ListProblem;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@QuarkusTest
@WithTestResource(Servers.class)
class AdmissionTest {

    @Inject
    Pool pool;

    @Inject
    Admission admission;

    @Test
    void whoWaitsTooLongIsToldToComeAgain() {
        var family = new Family();
        var anna = family.member("Anna");
        var phone = new Phone(family, anna);
        phone.list("Weekly");
        phone.sync();
        var holder = pool.getConnectionAndAwait();
        try {
            var transaction = holder.beginAndAwait();
            holder.preparedQuery("select revision from family_revision where family_id = $1 for update")
                    .executeAndAwait(Tuple.of(family.id()));

            var refusal = catchThrowableOfType(ProblemException.class, () -> admit(family, anna.id()));

            assertThat(refusal.type()).isEqualTo(ListProblem.FAMILY_BUSY);
            assertThat(refusal.extensions()).containsKey(ProblemException.RETRY_AFTER);
            transaction.rollbackAndAwait();
        } finally {
            holder.closeAndAwait();
        }
    }

    private void admit(Family family, UUID person) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select set_config('lock_timeout', '50ms', true)", String.class)
                        .getSingleResult())
                .chain(() -> admission.admit(adult(family, person), family.id(), UUID.randomUUID()))));
    }

    private static Caller adult(Family family, UUID person) {
        return new Caller(person, "", Map.of(family.id(), new Caller.Membership("adult", 1)), null, null);
    }
}
