package io.familygrocer.list.sync;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.familygrocer.list.store.DocumentView;
import io.familygrocer.platform.web.Problem;

/**
 * The answer to one sync call.
 *
 * @param revision what to send as {@code since} the next time
 * @param lastSeq the last mutation of this client that was taken
 * @param serverTime the server's clock in milliseconds since 1970, by which a client learns its offset
 * @param outcomes what became of each mutation, in their order
 * @param changes the documents above {@code since}, in revision order
 * @param more whether there are further changes: call again at once
 * @param reset whether the client has to forget what it has: {@code changes} starts from nothing
 */
public record SyncResponse(
        long revision,
        long lastSeq,
        long serverTime,
        List<Outcome> outcomes,
        List<DocumentView> changes,
        boolean more,
        boolean reset) {

    /** What can become of a mutation. */
    public enum Result {
        applied,
        merged,
        superseded,
        duplicate,
        rejected
    }

    /**
     * What became of one mutation.
     *
     * @param seq which one
     * @param result what became of it
     * @param itemId where {@code merged}: the item that it was folded into; also where the mutation named an alias of it
     * @param revision the family's revision that names it in the activity log; null where it changed nothing
     * @param newer where {@code superseded}: the newer write that stands
     * @param problem where {@code rejected}: why
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outcome(long seq, Result result, UUID itemId, Long revision, Newer newer, Problem problem) {

        static Outcome of(long seq, Result result) {
            return new Outcome(seq, result, null, null, null, null);
        }

        static Outcome rejected(long seq, Problem problem) {
            return new Outcome(seq, Result.rejected, null, null, null, problem);
        }
    }

    /**
     * The write that stands.
     *
     * @param clientId which install wrote it
     * @param at its stamp
     * @param personId who; null where the activity log does not know any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Newer(UUID clientId, String at, UUID personId) {}
}
