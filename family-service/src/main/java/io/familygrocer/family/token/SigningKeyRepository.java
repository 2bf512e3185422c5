package io.familygrocer.family.token;

import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import io.familygrocer.family.secret.Vault;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The signing keys in the database. Plain SQL, as they are read before anything else runs. */
@ApplicationScoped
class SigningKeyRepository {

    /** Replicas take turns to change something; the bytes of "keys". */
    private static final long LOCK = 0x6b657973;

    private static final String PURPOSE = "signing key";
    private static final String ALL = "select private_jwk, signs_from from signing_key order by signs_from, kid";
    private static final String ADD = """
            insert into signing_key (kid, public_jwk, private_jwk, created_at, signs_from)
            values ($1, $2, $3, now(), $4)""";

    private final Pool pool;
    private final Vault vault;

    SigningKeyRepository(Pool pool, Vault vault) {
        this.pool = pool;
        this.vault = vault;
    }

    /** All keys; whether one was sealed with an old encryption key is told by {@link Stored#isOld}. */
    Uni<List<Stored>> all() {
        return pool.withConnection(this::all);
    }

    /** Changes the keys, one replica at a time, by what they are when it is our turn; answers what they are then. */
    Uni<List<Stored>> change(Function<List<Stored>, Change> decide) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .chain(() -> all(connection))
                .map(decide)
                .chain(change -> apply(connection, change))
                .chain(() -> all(connection)));
    }

    private Uni<List<Stored>> all(SqlConnection connection) {
        return connection
                .preparedQuery(ALL)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::stored)
                        .toList());
    }

    private Stored stored(Row row) {
        byte[] sealed = row.getBuffer(0).getBytes();
        var key = SigningKey.parse(
                new String(vault.open(PURPOSE, sealed), UTF_8),
                row.getOffsetDateTime(1).toInstant());
        return new Stored(key, vault.isOld(PURPOSE, sealed));
    }

    private Uni<Void> apply(SqlConnection connection, Change change) {
        return each(
                        change.drop(),
                        key -> connection
                                .preparedQuery("delete from signing_key where kid = $1")
                                .execute(Tuple.of(key.kid()))
                                .replaceWithVoid())
                .chain(() -> each(
                        change.reseal(),
                        key -> connection
                                .preparedQuery("update signing_key set private_jwk = $2 where kid = $1")
                                .execute(Tuple.of(key.kid(), seal(key)))
                                .replaceWithVoid()))
                .chain(() -> each(
                        change.add(),
                        key -> connection
                                .preparedQuery(ADD)
                                .execute(Tuple.of(
                                        key.kid(),
                                        key.publicJwk(),
                                        seal(key),
                                        key.signsFrom().atOffset(ZoneOffset.UTC)))
                                .replaceWithVoid()));
    }

    private Buffer seal(SigningKey key) {
        return Buffer.buffer(vault.seal(PURPOSE, key.privateJwk().getBytes(UTF_8)));
    }

    private static Uni<Void> each(List<SigningKey> keys, Function<SigningKey, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /**
     * A key as it is at rest.
     *
     * @param isOld whether it was sealed with an encryption key that is no longer the first
     */
    record Stored(SigningKey key, boolean isOld) {}

    /** What to do to the keys. */
    record Change(List<SigningKey> add, List<SigningKey> drop, List<SigningKey> reseal) {

        boolean isNothing() {
            return add.isEmpty() && drop.isEmpty() && reseal.isEmpty();
        }
    }
}
