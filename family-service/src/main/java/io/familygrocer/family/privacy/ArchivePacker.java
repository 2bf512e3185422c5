package io.familygrocer.family.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Makes an archive of the parts that have come, in one transaction: a crash leaves the parts as they were. It holds one
 * part and a few pieces of the archive in memory, however large the archive is; packing is done on a worker thread.
 */
@ApplicationScoped
class ArchivePacker {

    /** Bytes of each piece of an archive but the last. */
    static final int CHUNK = 256 * 1024;

    private static final String NEXT = """
            select id, subject, requested_by, family_id, requested_at from export e
            where ready_at is null and $1 = (
              select count(*) from (
                select service from export_part p where p.export_id = e.id and service = any($2)
                group by service having max(part) filter (where last) + 1 = count(*)) complete)
            order by requested_at limit 1 for update skip locked""";
    private static final String PART =
            "select records from export_part where export_id = $1 and service = $2 and part = $3";
    private static final String ADD = "insert into export_chunk (export_id, place, bytes) values ($1, $2, $3)";
    private static final String READY = "update export set ready_at = $2, size = $3, sha256 = $4 where id = $1";
    private static final String FORGET = "delete from export_part where export_id = $1";

    private final Pool pool;
    private final ObjectMapper json;
    private final InstantSource clock;

    ArchivePacker(Pool pool, ObjectMapper json, InstantSource clock) {
        this.pool = pool;
        this.json = json;
        this.clock = clock;
    }

    /** Packs an archive that is complete; false where there is none. */
    Uni<Boolean> packNext(List<String> services) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(NEXT)
                .execute(Tuple.of((long) services.size(), services.toArray(String[]::new)))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(false)
                        : pack(connection, rows.iterator().next(), services).replaceWith(true)));
    }

    /** The piece of an archive at a place, or nothing behind its end. */
    Uni<Optional<byte[]>> chunk(UUID id, int place) {
        return pool.preparedQuery("select bytes from export_chunk where export_id = $1 and place = $2")
                .execute(Tuple.of(id, place))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getBuffer(0).getBytes()));
    }

    private Uni<Void> pack(SqlConnection connection, Row export, List<String> services) {
        UUID id = export.getUUID("id");
        var archive = new ArchiveWriter(ArchiveManifest.of(export), json, CHUNK);
        Uni<Void> packed = Uni.createFrom().voidItem();
        for (String service : services) {
            packed = packed.chain(() -> onWorker(() -> archive.begin(service)))
                    .chain(() -> parts(connection, id, service, 0, archive))
                    .chain(() -> onWorker(archive::end));
        }
        return packed.chain(() -> onWorker(archive::close))
                .chain(() -> store(connection, id, archive))
                .chain(() -> connection
                        .preparedQuery(READY)
                        .execute(Tuple.of(
                                id,
                                clock.instant().atOffset(java.time.ZoneOffset.UTC),
                                archive.size(),
                                archive.sha256())))
                .chain(() -> connection.preparedQuery(FORGET).execute(Tuple.of(id)))
                .replaceWithVoid();
    }

    private Uni<Void> parts(SqlConnection connection, UUID id, String service, int part, ArchiveWriter archive) {
        return connection
                .preparedQuery(PART)
                .execute(Tuple.of(id, service, part))
                .chain(rows -> {
                    if (rows.size() == 0) {
                        return Uni.createFrom().voidItem();
                    }
                    String records = rows.iterator().next().getString(0);
                    return onWorker(() -> archive.add(records))
                            .chain(() -> store(connection, id, archive))
                            .chain(() -> parts(connection, id, service, part + 1, archive));
                });
    }

    private static Uni<Void> store(SqlConnection connection, UUID id, ArchiveWriter archive) {
        Optional<ArchiveWriter.Chunk> chunk = archive.poll();
        if (chunk.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var piece = io.vertx.mutiny.core.buffer.Buffer.buffer(chunk.get().bytes());
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(id, chunk.get().place(), piece.getDelegate()))
                .chain(() -> store(connection, id, archive));
    }

    private static Uni<Void> onWorker(Step step) {
        return Worker.call(() -> {
            try {
                step.run();
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
