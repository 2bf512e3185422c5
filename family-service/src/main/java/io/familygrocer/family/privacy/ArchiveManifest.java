package io.familygrocer.family.privacy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

import io.familygrocer.platform.privacy.Subject;

/**
 * What an archive says of itself, in {@value #NAME}.
 *
 * @param format the number of the form of archives; there is one so far
 * @param requestedBy whose account asked for it
 * @param familyId null for a person
 * @param files what else is in it, in order
 */
record ArchiveManifest(
        int format,
        UUID exportId,
        Subject scope,
        UUID requestedBy,
        UUID familyId,
        Instant requestedAt,
        List<File> files) {

    /** The manifest's place in the archive: it is last, as it knows the sums of the others. */
    static final String NAME = "manifest.json";

    /** The form that is written and read. */
    static final int FORMAT = 1;

    static ArchiveManifest of(Row export) {
        return new ArchiveManifest(
                FORMAT,
                export.getUUID("id"),
                Subject.valueOf(export.getString("subject")),
                export.getUUID("requested_by"),
                export.getUUID("family_id"),
                export.getOffsetDateTime("requested_at")
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant(),
                List.of());
    }

    ArchiveManifest with(List<File> those) {
        return new ArchiveManifest(format, exportId, scope, requestedBy, familyId, requestedAt, List.copyOf(those));
    }

    /**
     * A file: a JSON array with an object on each line.
     *
     * @param sha256 in hex
     */
    record File(String name, String service, long records, String sha256) {}
}
