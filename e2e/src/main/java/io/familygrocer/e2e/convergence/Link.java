package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.client.SyncRefused;
import io.familygrocer.client.Transport;

/** The way from one phone to the server: what is lost on it, doubled or held up, and the bug that is planted. */
final class Link implements Transport {

    private final Transport server;
    private final Plant plant;
    private final WorldClock clock;
    private final Answers answers;
    private final Deque<ObjectNode> heldUp = new ArrayDeque<>();
    private Step.Fate fate = Step.Fate.ARRIVES;
    private boolean cut;

    /**
     * A way to a server.
     *
     * @param clock what the server's clock says to the phone
     * @param answers hears every answer, also of those that the network loses
     */
    Link(Transport server, Plant plant, WorldClock clock, Answers answers) {
        this.server = server;
        this.plant = plant;
        this.clock = clock;
        this.answers = answers;
    }

    /** Nothing goes through any more, or everything again. */
    void cut(boolean yes) {
        cut = yes;
    }

    boolean isCut() {
        return cut;
    }

    /** What becomes of the next call; those after it arrive. */
    void next(Step.Fate fate) {
        this.fate = fate;
    }

    /** Lets what was held up arrive now, the oldest first. */
    void straggler() throws IOException {
        var request = cut ? null : heldUp.poll();
        if (request != null) {
            try {
                through(request);
            } catch (SyncRefused refusal) {
                // Nobody waits for this answer; what it had to say is said again by the next call.
                if (refusal.status() >= 500) {
                    throw refusal;
                }
            }
        }
    }

    @Override
    public JsonNode sync(ObjectNode request) throws IOException {
        var now = fate;
        fate = Step.Fate.ARRIVES;
        if (cut) {
            throw new IOException("there is no network");
        }
        return switch (now) {
            case ARRIVES -> through(request);
            case REQUEST_LOST -> throw new IOException("the request was lost");
            case HELD_UP -> {
                heldUp.add(request.deepCopy());
                throw new IOException("the request was held up");
            }
            case REPLY_LOST -> {
                through(request.deepCopy());
                throw new IOException("the reply was lost");
            }
            case SENT_TWICE -> {
                through(request.deepCopy());
                yield through(request);
            }
        };
    }

    private JsonNode through(ObjectNode request) throws IOException {
        var answer = plant.through(server, request);
        answers.add(request.get("since").longValue(), answer);
        return clock.told((ObjectNode) answer);
    }

    /**
     * Where a bug sits that can't sit in the server (see {@link Sabotage}): in front of it, so that to the phones it is the
     * server's.
     */
    static final class Plant {

        private static final int ONE_IN = 3;

        private final Bug bug;
        private final Random random;

        Plant(Bug bug, long seed) {
            this.bug = bug;
            this.random = new Random(seed);
        }

        boolean is(Bug other) {
            return bug == other;
        }

        /** Whether it strikes this time. */
        boolean strikes() {
            return random.nextInt(ONE_IN) == 0;
        }

        JsonNode through(Transport server, ObjectNode request) throws IOException {
            if (bug == null) {
                return server.sync(request);
            }
            if (bug == Bug.REORDERED) {
                swapTwo((ArrayNode) request.get("mutations"));
            }
            var answer = server.sync(request);
            switch (bug) {
                case STALE_CACHE -> ((ArrayNode) answer.get("changes")).removeIf(document -> strikes());
                case LEAK -> leak((ArrayNode) answer.get("changes"));
                default -> {}
            }
            return answer;
        }

        private static void swapTwo(ArrayNode mutations) {
            for (int i = 0; i + 1 < mutations.size(); i++) {
                var one = (ObjectNode) mutations.get(i).deepCopy();
                var other = (ObjectNode) mutations.get(i + 1).deepCopy();
                if (one.get("id").equals(other.get("id"))) {
                    var seq = one.get("seq");
                    one.set("seq", other.get("seq"));
                    other.set("seq", seq);
                    mutations.set(i, other);
                    mutations.set(i + 1, one);
                    return;
                }
            }
        }

        private void leak(ArrayNode changes) {
            if (!changes.isEmpty() && strikes()) {
                var foreign = (ObjectNode) changes.get(changes.size() - 1).deepCopy();
                changes.add(foreign.put("id", UUID.randomUUID().toString())
                        .put("familyId", UUID.randomUUID().toString()));
            }
        }
    }
}
