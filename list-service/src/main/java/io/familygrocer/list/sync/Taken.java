package io.familygrocer.list.sync;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.merge.Stamp;
import io.familygrocer.list.sync.SyncResponse.Newer;
import io.familygrocer.list.sync.SyncResponse.Outcome;
import io.familygrocer.list.sync.SyncResponse.Result;
import io.familygrocer.platform.web.Problem;
import io.familygrocer.platform.web.ProblemException;

/**
 * What became of one mutation, before it is known who wrote what stands.
 *
 * @param outcome the rest of what the client is told
 * @param newer the newer write that stands; empty unless {@code superseded}
 * @param document which document it is about; null where there is none
 */
record Taken(Outcome known, Optional<Stamp> newer, UUID document) {

    static Taken duplicate(long seq) {
        return new Taken(Outcome.of(seq, Result.duplicate), Optional.empty(), null);
    }

    static Taken rejected(long seq, ProblemException refusal) {
        return new Taken(Outcome.rejected(seq, Problem.of(refusal)), Optional.empty(), null);
    }

    static Taken of(long seq, Mutation mutation, Workspace.Applied applied) {
        var result =
                applied.newer().isPresent() ? Result.superseded : applied.merged() ? Result.merged : Result.applied;
        UUID elsewhere = applied.document().equals(mutation.id()) ? null : applied.document();
        return new Taken(
                new Outcome(seq, result, elsewhere, applied.entry().orElse(null), null, null),
                applied.newer(),
                applied.document());
    }

    /** What the client is told; {@code authors} says who made a write, by its stamp. */
    Outcome outcome(Map<String, UUID> authors) {
        return newer.map(stamp -> new Outcome(
                        known.seq(),
                        known.result(),
                        known.itemId(),
                        known.revision(),
                        new Newer(stamp.client(), stamp.toString(), authors.get(stamp.toString())),
                        null))
                .orElse(known);
    }
}
