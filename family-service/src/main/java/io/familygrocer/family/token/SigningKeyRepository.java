package io.familygrocer.family.token;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import io.familygrocer.family.secret.Vault;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The signing key in the database. Plain SQL, as it is read before anything else runs. */
@ApplicationScoped
class SigningKeyRepository {

    /** Replicas that start at the same time take turns; the bytes of "keys". */
    private static final long LOCK = 0x6b657973;

    private static final String PURPOSE = "signing key";
    private static final String FIND = "select private_jwk from signing_key order by created_at desc, kid limit 1";
    private static final String ADD =
            "insert into signing_key (kid, public_jwk, private_jwk, created_at) values ($1, $2, $3, now())";

    private final Pool pool;
    private final Vault vault;

    SigningKeyRepository(Pool pool, Vault vault) {
        this.pool = pool;
        this.vault = vault;
    }

    /** The newest key; where there is none, one is made, by one replica only. */
    Uni<SigningKey> currentOrFirst() {
        return pool.withTransaction(connection -> connection
                .preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .chain(() -> find(connection))
                .chain(found -> found.map(key -> Uni.createFrom().item(key)).orElseGet(() -> add(connection))));
    }

    private Uni<Optional<SigningKey>> find(SqlConnection connection) {
        return connection.preparedQuery(FIND).execute().map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            byte[] sealed = rows.iterator().next().getBuffer(0).getBytes();
            return Optional.of(SigningKey.parse(new String(vault.open(PURPOSE, sealed), UTF_8)));
        });
    }

    private Uni<SigningKey> add(SqlConnection connection) {
        var key = SigningKey.generate();
        var sealed = Buffer.buffer(vault.seal(PURPOSE, key.privateJwk().getBytes(UTF_8)));
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(key.kid(), key.publicJwk(), sealed))
                .replaceWith(key);
    }
}
