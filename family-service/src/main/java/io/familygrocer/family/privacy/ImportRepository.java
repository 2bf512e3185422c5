package io.familygrocer.family.privacy;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/** Families that came from archives. */
@ApplicationScoped
class ImportRepository {

    /** Notes that the family has been filled; false where it had been. */
    Uni<Boolean> filled(UUID familyId, Instant now) {
        return Sql.update(
                        "insert into archive_import (family_id, imported_at) values (?1, ?2) on conflict do nothing",
                        familyId,
                        now)
                .map(rows -> rows == 1);
    }
}
