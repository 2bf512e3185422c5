package io.familygrocer.client;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A device's copy of a family's lists, after the sync contract: it works on its own, queues what its person does and
 * syncs when it can. The server decides; no merge rule is known here.
 *
 * <p>What must outlive the process is {@link #save()}: written after each operation and each sync, nothing is lost and
 * nothing is doubled, whatever gets lost on the way. Not for several threads at once.
 */
public final class Replica {

    /** The server's bound of one call. */
    private static final int MUTATIONS_A_CALL = 500;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final UUID familyId;
    private final UUID clientId;
    private final HybridClock clock;
    private final Deque<ObjectNode> queue = new ArrayDeque<>();
    private final Map<UUID, ObjectNode> documents = new TreeMap<>();
    private final Map<UUID, UUID> aliases = new TreeMap<>();
    private long revision;
    private long seq;

    private Replica(UUID familyId, UUID clientId, HybridClock clock) {
        this.familyId = familyId;
        this.clientId = clientId;
        this.clock = clock;
    }

    /**
     * An empty copy.
     *
     * @param clientId made once per install, and never used by another one
     * @param device the device's clock, however wrong
     */
    public static Replica empty(UUID familyId, UUID clientId, InstantSource device) {
        return new Replica(familyId, clientId, new HybridClock(clientId, device, 0, 0, 0));
    }

    /** The copy that {@link #save()} has written. */
    public static Replica restore(JsonNode saved, InstantSource device) {
        var clientId = UUID.fromString(saved.get("clientId").textValue());
        var clock = saved.get("clock");
        var replica = new Replica(
                UUID.fromString(saved.get("familyId").textValue()),
                clientId,
                new HybridClock(
                        clientId,
                        device,
                        clock.get("offset").longValue(),
                        clock.get("millis").longValue(),
                        clock.get("counter").intValue()));
        replica.revision = saved.get("revision").longValue();
        replica.seq = saved.get("seq").longValue();
        saved.get("queue").forEach(mutation -> replica.queue.add(mutation.deepCopy()));
        saved.get("documents").forEach(document -> replica.take(document));
        saved.path("aliases")
                .properties()
                .forEach(alias -> replica.aliases.put(
                        UUID.fromString(alias.getKey()),
                        UUID.fromString(alias.getValue().textValue())));
        return replica;
    }

    /** Everything that must outlive the process. */
    public ObjectNode save() {
        var saved = JSON.objectNode()
                .put("familyId", familyId.toString())
                .put("clientId", clientId.toString())
                .put("revision", revision)
                .put("seq", seq);
        saved.putObject("clock")
                .put("offset", clock.offset())
                .put("millis", clock.millis())
                .put("counter", clock.counter());
        queue.forEach(mutation -> saved.withArray("queue").add(mutation.deepCopy()));
        documents.values().forEach(document -> saved.withArray("documents").add(document.deepCopy()));
        saved.withArray("queue");
        saved.withArray("documents");
        var known = saved.putObject("aliases");
        aliases.forEach((alias, item) -> known.put(alias.toString(), item.toString()));
        return saved;
    }

    /**
     * Queues an operation.
     *
     * @return its number, by which {@link #sync} tells what became of it
     */
    public long perform(Operation operation) {
        var mutation = JSON.objectNode()
                .put("seq", ++seq)
                .put("at", clock.next())
                .put("op", operation.op())
                .put("id", operation.id().toString());
        operation.write(mutation);
        queue.add(mutation);
        return seq;
    }

    /** Puts something on a list; the answer is its id. */
    public UUID add(UUID listId, String name, BigDecimal amount) {
        var id = UUID.randomUUID();
        perform(new Operation.ItemSet(
                id, listId, amount == null ? Map.of("name", name) : Map.of("name", name, "amount", amount)));
        return id;
    }

    /**
     * Sends what is queued and takes what others did, until both are done.
     *
     * @return what became of each mutation that was sent, as the server says it
     * @throws IOException where an answer did not come; what was queued still is
     * @throws SyncRefused where the server refused; what was queued still is
     */
    public List<JsonNode> sync(Transport transport) throws IOException {
        var outcomes = new ArrayList<JsonNode>();
        boolean more = true;
        while (more || !queue.isEmpty()) {
            JsonNode answer;
            try {
                answer = transport.sync(request());
            } catch (SyncRefused refusal) {
                if (!renumbered(refusal)) {
                    throw refusal;
                }
                continue;
            }
            int waited = queue.size();
            answer.get("outcomes").forEach(outcomes::add);
            takeAnswer(answer);
            more = answer.get("more").booleanValue();
            if (!more && !queue.isEmpty() && queue.size() == waited) {
                throw new IOException("the server took nothing of what it was sent");
            }
        }
        return outcomes;
    }

    private ObjectNode request() {
        var request = JSON.objectNode()
                .put("familyId", familyId.toString())
                .put("clientId", clientId.toString())
                .put("since", revision);
        var mutations = request.putArray("mutations");
        queue.stream().limit(MUTATIONS_A_CALL).forEach(mutations::add);
        return request;
    }

    private void takeAnswer(JsonNode answer) {
        long lastSeq = answer.get("lastSeq").longValue();
        queue.removeIf(mutation -> mutation.get("seq").longValue() <= lastSeq);
        seq = Math.max(seq, lastSeq);
        clock.serverSays(answer.get("serverTime").longValue());
        if (answer.get("reset").booleanValue()) {
            documents.clear();
        }
        answer.get("changes").forEach(this::take);
        revision = answer.get("revision").longValue();
    }

    /** A server that was restored from a backup has forgotten some numbers: what is queued gets the ones it expects. */
    private boolean renumbered(SyncRefused refusal) {
        var expected = refusal.expectedSeq();
        if (expected.isEmpty() || queue.isEmpty() || queue.peek().get("seq").longValue() <= expected.getAsLong()) {
            return false;
        }
        long next = expected.getAsLong();
        for (var mutation : queue) {
            mutation.put("seq", next++);
        }
        seq = next - 1;
        return true;
    }

    private void take(JsonNode document) {
        var id = UUID.fromString(document.get("id").textValue());
        if (document.get("deleted").booleanValue()) {
            documents.remove(id);
            if (document.hasNonNull("mergedInto")) {
                aliases.put(id, UUID.fromString(document.get("mergedInto").textValue()));
            }
        } else {
            documents.put(id, document.deepCopy());
        }
    }

    /** What an id stands for: where its item was folded into another, that one; the server takes both. */
    public UUID resolve(UUID id) {
        return aliases.getOrDefault(id, id);
    }

    /** The documents that the server has confirmed, by id; what is only queued is not in them. */
    public Map<UUID, ObjectNode> documents() {
        return Collections.unmodifiableMap(documents);
    }

    /** The family's revision up to which this copy knows everything. */
    public long revision() {
        return revision;
    }

    /** The stamp of the operation that was queued last; null where nothing is queued. */
    public String lastStamp() {
        return queue.isEmpty() ? null : queue.peekLast().get("at").textValue();
    }

    /** How many operations the server has not confirmed yet. */
    public int waiting() {
        return queue.size();
    }

    /** The install that this copy belongs to. */
    public UUID clientId() {
        return clientId;
    }
}
