package io.familygrocer.list.sync;

import java.util.List;

import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.merge.Stamp;
import io.familygrocer.platform.web.ProblemException;

/** An operation after reading: either a mutation with its stamp, or why there is none. */
record ReadOp(long seq, Mutation mutation, Stamp at, ProblemException refusal) {

    static ReadOp of(SyncRequest.Op op, MutationReader reader) {
        try {
            return new ReadOp(op.seq(), reader.read(op), stamp(op.at()), null);
        } catch (ProblemException refusal) {
            return new ReadOp(op.seq(), null, null, refusal);
        }
    }

    /** Those that can be read. */
    static List<Mutation> mutations(List<ReadOp> ops) {
        return ops.stream()
                .filter(op -> op.mutation != null)
                .map(ReadOp::mutation)
                .toList();
    }

    private static Stamp stamp(String at) {
        try {
            return Stamp.parse(at);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("at", e.getMessage());
        }
    }
}
