package io.familygrocer.list.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

import io.familygrocer.list.Family;

/** A client as the contract describes it: queues what it does and syncs when told to. */
public final class Phone {

    private final Family family;
    private final Family.Member owner;
    private final UUID clientId = UUID.randomUUID();
    private final List<Map<String, Object>> queue = new ArrayList<>();
    private long since;
    private long seq;
    private long clock;

    public Phone(Family family, Family.Member owner) {
        this.family = family;
        this.owner = owner;
    }

    public UUID list(String name) {
        var id = UUID.randomUUID();
        does("list.set", id, Map.of("fields", Map.of("name", name)));
        return id;
    }

    public UUID item(UUID list, String name) {
        var id = UUID.randomUUID();
        does("item.set", id, Map.of("listId", list, "fields", Map.of("name", name)));
        return id;
    }

    public void set(UUID item, Map<String, Object> fields) {
        does("item.set", item, Map.of("fields", fields));
    }

    public void does(String op, UUID id, Map<String, Object> more) {
        var mutation = new LinkedHashMap<String, Object>(more);
        mutation.put("op", op);
        mutation.put("id", id);
        mutation.put("seq", ++seq);
        clock = Math.max(clock + 1, System.currentTimeMillis());
        mutation.put("at", clock + "-0-" + clientId);
        queue.add(mutation);
    }

    /** Sends what is queued; the answer is taken. */
    public JsonPath sync() {
        var answer = post().statusCode(200).extract().jsonPath();
        queue.clear();
        since = answer.getLong("revision");
        return answer;
    }

    /** Sends what is queued and loses the reply. */
    public JsonPath syncAndLoseTheReply() {
        return post().statusCode(200).extract().jsonPath();
    }

    public ValidatableResponse post() {
        return owner.asks()
                .body(Map.of("familyId", family.id(), "clientId", clientId, "since", since, "mutations", queue))
                .post("/api/sync")
                .then();
    }

    /** The body of a call by a client that has never called before and that nobody is. */
    public static Map<String, Object> call(Family family, List<Map<String, Object>> mutations) {
        return Map.of("familyId", family.id(), "clientId", UUID.randomUUID(), "since", 0, "mutations", mutations);
    }

    /** The first mutation of such a client, of long ago. */
    public static Map<String, Object> longAgo(String op, UUID id, Map<String, Object> fields) {
        return Map.of("seq", 1, "at", "1000-0-" + UUID.randomUUID(), "op", op, "id", id, "fields", fields);
    }

    public void forgetsOne() {
        queue.removeFirst();
    }

    public long since() {
        return since;
    }

    public void since(long revision) {
        since = revision;
    }
}
