package io.familygrocer.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

/** A client of the sync contract: it queues what it does and syncs when told to. */
final class Phone {

    private final Api api;
    private final String family;
    private final UUID clientId = UUID.randomUUID();
    private final List<Map<String, Object>> queue = new ArrayList<>();
    private long since;
    private long seq;
    private long clock = System.currentTimeMillis();

    Phone(Api api, String family) {
        this.api = api;
        this.family = family;
    }

    String list(String name) {
        String id = UUID.randomUUID().toString();
        does("list.set", id, Map.of("fields", Map.of("name", name)));
        return id;
    }

    String item(String list, String name) {
        String id = UUID.randomUUID().toString();
        does("item.set", id, Map.of("listId", list, "fields", Map.of("name", name)));
        return id;
    }

    void set(String item, Map<String, Object> fields) {
        does("item.set", item, Map.of("fields", fields));
    }

    void does(String op, String id, Map<String, Object> more) {
        var mutation = new LinkedHashMap<String, Object>(more);
        mutation.put("op", op);
        mutation.put("id", id);
        mutation.put("seq", ++seq);
        mutation.put("at", ++clock + "-0-" + clientId);
        queue.add(mutation);
    }

    /** Sends what is queued and takes the answer. */
    JsonNode sync() {
        var answer = resend();
        queue.clear();
        since = answer.get("revision").asLong();
        return answer;
    }

    /** Sends what is queued and keeps it, as a phone does that loses the reply. */
    JsonNode resend() {
        return api.post(
                "/api/sync", Map.of("familyId", family, "clientId", clientId, "since", since, "mutations", queue));
    }

    long since() {
        return since;
    }
}
