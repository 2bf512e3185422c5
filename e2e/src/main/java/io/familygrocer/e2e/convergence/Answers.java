package io.familygrocer.e2e.convergence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Every answer that the server has given in a schedule. Each must be of one moment: what was the newest of a document at
 * its revision is in it, unless who asked had it already.
 */
final class Answers {

    /** An answer to who knew everything up to {@code since}. */
    private record Given(long since, JsonNode answer) {

        long revision() {
            return answer.get("revision").longValue();
        }

        boolean isReset() {
            return answer.get("reset").booleanValue();
        }
    }

    private final Queue<Given> all = new ConcurrentLinkedQueue<>();

    void add(long since, JsonNode answer) {
        all.add(new Given(since, answer));
    }

    /** How many there were. */
    long count() {
        return all.size();
    }

    /** How many told a phone to start again from nothing. */
    long resets() {
        return all.stream().filter(Given::isReset).count();
    }

    void judge(Complaints complaints) {
        var versions = versions(complaints);
        all.forEach(given -> {
            inOrder(given, complaints);
            ofOneMoment(given, versions, complaints);
        });
    }

    /** Of each document what was ever said of it, by revision: that is the same whoever is told. */
    private Map<UUID, NavigableMap<Long, JsonNode>> versions(Complaints complaints) {
        var versions = new HashMap<UUID, NavigableMap<Long, JsonNode>>();
        for (var given : all) {
            for (var document : given.answer.get("changes")) {
                var other = versions.computeIfAbsent(id(document), id -> new TreeMap<>())
                        .putIfAbsent(revision(document), document);
                if (other != null && !other.equals(document)) {
                    complaints.add("a revision that is two things: %s and %s", other, document);
                }
            }
        }
        return versions;
    }

    private static void inOrder(Given given, Complaints complaints) {
        long last = given.isReset() ? 0 : given.since;
        for (var document : given.answer.get("changes")) {
            if (revision(document) <= last || revision(document) > given.revision()) {
                complaints.add(
                        "an answer from %s to %s has %s after %s", given.since, given.revision(), document, last);
            }
            last = revision(document);
        }
    }

    private static void ofOneMoment(
            Given given, Map<UUID, NavigableMap<Long, JsonNode>> versions, Complaints complaints) {
        long since = given.isReset() ? 0 : given.since;
        var told = new HashSet<Long>();
        given.answer.get("changes").forEach(document -> told.add(revision(document)));
        for (var known : versions.values()) {
            var then = known.floorEntry(given.revision());
            // Who knew nothing need not hear of what is gone.
            boolean matters = then != null
                    && then.getKey() > since
                    && !(since == 0 && then.getValue().get("deleted").booleanValue());
            if (matters && !told.contains(then.getKey())) {
                complaints.add("an answer from %s to %s is without %s", given.since, given.revision(), then.getValue());
            }
        }
    }

    private static UUID id(JsonNode document) {
        return UUID.fromString(document.get("id").textValue());
    }

    private static long revision(JsonNode document) {
        return document.get("revision").longValue();
    }
}
