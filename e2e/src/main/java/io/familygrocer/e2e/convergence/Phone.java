package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.client.Operation;
import io.familygrocer.client.Replica;
import io.familygrocer.client.SyncRefused;

/** A simulated phone: the reference client, a clock that is wrong, and a memory of what its person did. */
final class Phone {

    /**
     * What was done, and what the server said of it.
     *
     * @param stamp as it was sent
     * @param trueTime when it was done, in milliseconds
     * @param result null until an answer came; {@code duplicate} where the first answer was lost
     * @param revision what names it in the activity log; null where no answer said so
     */
    record Deed(
            int phone,
            long seq,
            Operation operation,
            String stamp,
            long trueTime,
            String result,
            String problem,
            Long revision) {

        boolean isRejected() {
            return "rejected".equals(result);
        }
    }

    private static final int TRIES = 5;

    private final int number;
    private final Link link;
    private final WorldClock clock;
    private final Map<Long, Deed> deeds = new TreeMap<>();
    private Replica replica;
    private Duration off = Duration.ZERO;

    Phone(int number, UUID family, UUID client, Link link, WorldClock clock) {
        this.number = number;
        this.link = link;
        this.clock = clock;
        this.replica = Replica.empty(family, client, this::now);
    }

    private Instant now() {
        return clock.now().plus(off);
    }

    void setClock(Duration off) {
        this.off = off;
    }

    /** Has no network until it is told so. */
    void cut(boolean yes) {
        link.cut(yes);
    }

    void restart() {
        replica = Replica.restore(replica.save(), this::now);
    }

    void does(Operation operation) {
        long seq = replica.perform(operation);
        deeds.put(
                seq,
                new Deed(
                        number, seq, operation, replica.lastStamp(), clock.now().toEpochMilli(), null, null, null));
    }

    /** Syncs once; what the network loses is sent again another time. */
    void sync(Step.Fate fate) {
        link.next(fate);
        boolean arrives = fate == Step.Fate.ARRIVES && !link.isCut();
        for (int tries = 1; !went() && arrives; tries++) {
            if (tries == TRIES) {
                throw new IllegalStateException("the server does not answer");
            }
        }
    }

    /** Syncs while the server may die: nobody knows whether it was heard. */
    void syncIfItGoes() {
        try {
            went();
        } catch (SyncRefused refusal) {
            if (refusal.status() < 500) {
                throw refusal;
            }
        }
    }

    /** Whether an answer came. */
    private boolean went() {
        try {
            replica.sync(link).forEach(this::note);
            return true;
        } catch (IOException lost) {
            return false;
        }
    }

    private void note(JsonNode outcome) {
        deeds.computeIfPresent(
                outcome.get("seq").longValue(),
                (seq, deed) -> deed.result() != null
                        ? deed
                        : new Deed(
                                deed.phone(),
                                seq,
                                deed.operation(),
                                deed.stamp(),
                                deed.trueTime(),
                                outcome.get("result").textValue(),
                                outcome.path("problem").toString(),
                                outcome.hasNonNull("revision")
                                        ? Long.valueOf(outcome.get("revision").longValue())
                                        : null));
    }

    void straggler() throws IOException {
        link.straggler();
    }

    /** What the person can see: what the server has said and what was made here. */
    boolean knows(UUID id) {
        return replica.documents().containsKey(id)
                || deeds.values().stream()
                        .anyMatch(deed -> deed.operation().id().equals(id));
    }

    /** What it knows to have had an effect, the oldest first. */
    List<Deed> effects() {
        return deeds.values().stream().filter(deed -> deed.revision() != null).toList();
    }

    Map<UUID, ObjectNode> documents() {
        return replica.documents();
    }

    long revision() {
        return replica.revision();
    }

    int waiting() {
        return replica.waiting();
    }

    List<Deed> deeds() {
        return new ArrayList<>(deeds.values());
    }
}
