package io.familygrocer.list.sync;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.ListProblem;
import io.familygrocer.list.store.SyncClient;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/** Takes the mutations of one call in their order, each once. */
@ApplicationScoped
class Intake {

    private final MutationReader reader;
    private final ListConfig config;

    Intake(MutationReader reader, ListConfig config) {
        this.reader = reader;
        this.config = config;
    }

    /** The call's operations, with those that can't be read. */
    List<ReadOp> read(SyncRequest request) {
        return request.ops().stream().map(op -> ReadOp.of(op, reader)).toList();
    }

    /**
     * The client that calls.
     *
     * @param known null before its first call
     * @throws ProblemException 409 where it is another's
     */
    static SyncClient client(Caller caller, SyncRequest request, SyncClient known) {
        if (known == null) {
            return SyncClient.of(request.familyId(), request.clientId(), caller.personId());
        }
        if (!known.personId().equals(caller.personId())) {
            throw ProblemException.of(ListProblem.CLIENT_TAKEN, "Make a new clientId");
        }
        return known;
    }

    /** @throws ProblemException 409 where an operation is missing between what was taken and what comes */
    static void requireNoGap(SyncClient client, List<ReadOp> ops) {
        long expected = client.lastSeq() + 1;
        for (var op : ops) {
            if (op.seq() > expected) {
                throw ProblemException.of(
                                ListProblem.SEQ_GAP, "After %d comes %d".formatted(client.lastSeq(), expected))
                        .with("expectedSeq", expected);
            }
            expected = Math.max(expected, op.seq() + 1);
        }
    }

    /** Applies what was not taken before; what can't be applied changes nothing and is refused. */
    List<Taken> takeAll(List<ReadOp> ops, Workspace workspace, SyncClient client) {
        var taken = new ArrayList<Taken>(ops.size());
        long last = client.lastSeq();
        for (var op : ops) {
            taken.add(op.seq() <= last ? Taken.duplicate(op.seq()) : take(op, workspace));
            last = Math.max(last, op.seq());
        }
        client.took(last, Clock.systemUTC().instant());
        return taken;
    }

    private Taken take(ReadOp op, Workspace workspace) {
        if (op.refusal() != null) {
            return Taken.rejected(op.seq(), op.refusal());
        }
        try {
            long now = Clock.systemUTC().millis();
            var at = op.at().notAfter(now + config.clockTolerance().toMillis(), now);
            return Taken.of(op.seq(), op.mutation(), workspace.apply(op.mutation(), at));
        } catch (ProblemException refusal) {
            return Taken.rejected(op.seq(), refusal);
        }
    }
}
