package io.familygrocer.client;

import java.util.OptionalLong;

import com.fasterxml.jackson.databind.JsonNode;

/** The server answered a call with a problem document (RFC 9457). Nothing of the call has had an effect. */
public final class SyncRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonNode problem;

    /** The refusal of an answer; an empty problem where the answer had none. */
    public SyncRefused(int status, JsonNode problem) {
        super("%d %s".formatted(status, problem.path("title").asText("")));
        this.status = status;
        this.problem = problem;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /** The problem document. */
    public JsonNode problem() {
        return problem;
    }

    /** The number that the server expects next of this client, where it has missed some. */
    public OptionalLong expectedSeq() {
        var expected = problem.path("expectedSeq");
        return expected.isIntegralNumber() ? OptionalLong.of(expected.longValue()) : OptionalLong.empty();
    }
}
