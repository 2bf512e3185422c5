package io.familygrocer.list.sync;

import java.util.List;
import java.util.UUID;

import io.familygrocer.list.store.Change;

/**
 * Said within the process after a commit: a family has come to a revision. A hint to look, since the truth is in the
 * database; where the call knows what it has written, whoever knew everything before it need not look.
 *
 * @param before the revision above which {@code changes} is all there is, up to {@code revision}
 * @param changes in revision order; empty where that has to be read
 */
public record FamilyChanged(UUID familyId, long before, long revision, List<Change> changes) {

    /** That there is something to look for, up to a revision. */
    public static FamilyChanged upTo(UUID familyId, long revision) {
        return new FamilyChanged(familyId, 0, revision, List.of());
    }
}
