package io.familygrocer.family.account;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(House.class)
class RehashResourceTest {

    @Inject
    Pool pool;

    @Test
    void aHashThatIsTooWeakByNowIsMadeAnewAtTheNextSignIn() {
        var anna = Api.register("Anna");
        keep(
                anna,
                PasswordHash.of(Api.PASSWORD, 64, 1, 1, new FixedBlockPool(64)).phc());

        Api.signIn(anna.email(), "wrong password").then().statusCode(401);
        assertThat(kept(anna)).startsWith("$argon2id$v=19$m=64,t=1,");
        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(200);

        assertThat(kept(anna)).startsWith("$argon2id$v=19$m=256,t=1,p=1$");
        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(200);
    }

    @Test
    void aHashThatIsStrongerStaysAsItIs() {
        var anna = Api.register("Anna");
        String strong = PasswordHash.of(Api.PASSWORD, 20000, 3, 1, new FixedBlockPool(64))
                .phc();
        keep(anna, strong);

        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(200);

        assertThat(kept(anna)).isEqualTo(strong);
    }

    private void keep(Api.Someone person, String phc) {
        pool.preparedQuery("update password set phc = $2 where person_id = $1")
                .executeAndAwait(Tuple.of(person.id(), phc));
    }

    private String kept(Api.Someone person) {
        return pool.preparedQuery("select phc from password where person_id = $1")
                .executeAndAwait(Tuple.of(person.id()))
                .iterator()
                .next()
                .getString(0);
    }
}
