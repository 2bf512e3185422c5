package io.familygrocer.list.sync;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.familygrocer.list.merge.Mutation;
import io.familygrocer.platform.web.Caller;

/**
 * A call that is about single items and lists, for which nothing else has to be read: it can share a transaction.
 *
 * @param wanted what has to be read for it
 * @param trace of its request; null where there is none
 */
record PlainCall(Caller caller, SyncRequest request, List<ReadOp> ops, Wanted wanted, String trace) {

    /** Empty where it is not plain. */
    static Optional<PlainCall> of(Caller caller, SyncRequest request, List<ReadOp> ops, String trace) {
        var mutations = ReadOp.mutations(ops);
        if (!mutations.stream().allMatch(PlainCall::isPlain)
                || !Assignees.named(mutations).isEmpty()) {
            return Optional.empty();
        }
        var wanted = Wanted.by(mutations, List.of());
        return wanted.wholeLists().isEmpty()
                ? Optional.of(new PlainCall(caller, request, ops, wanted, trace))
                : Optional.empty();
    }

    private static boolean isPlain(Mutation mutation) {
        return switch (mutation) {
            case Mutation.ItemSet set -> true;
            case Mutation.ItemAdjust adjust -> true;
            case Mutation.ItemRemove remove -> true;
            case Mutation.ItemApprove approve -> true;
            case Mutation.ListSet set -> true;
            case Mutation.ListRemove remove -> false;
            case Mutation.ListClearChecked clear -> false;
            case Mutation.TripStart start -> false;
            case Mutation.TripClaim claim -> false;
            case Mutation.TripFinish finish -> false;
            case Mutation.Undo undo -> false;
        };
    }

    UUID familyId() {
        return request.familyId();
    }
}
