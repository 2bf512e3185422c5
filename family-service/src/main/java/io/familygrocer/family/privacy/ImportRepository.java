package io.familygrocer.family.privacy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.family.Role;

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

    Uni<Integer> add(UUID familyId, ImportedFamily.Placeholder member) {
        return Sql.update(
                "insert into placeholder (family_id, id, display_name, role) values (?1, ?2, ?3, ?4)",
                familyId,
                member.id(),
                member.displayName(),
                member.role().name());
    }

    Uni<List<ImportedFamily.Placeholder>> placeholders(UUID familyId) {
        return Sql.list(
                        "select id, display_name, role from placeholder where family_id = ?1 order by id",
                        Object[].class,
                        familyId)
                .map(rows -> rows.stream()
                        .map(row -> new ImportedFamily.Placeholder(
                                (UUID) row[0], (String) row[1], Role.valueOf((String) row[2])))
                        .toList());
    }
}
