package io.familygrocer.list.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

import io.familygrocer.list.merge.ItemState;
import io.familygrocer.list.merge.ListState;
import io.familygrocer.list.merge.Stamp;

/**
 * What the mutations of one call did to each document, for the activity log. Lives within one transaction that holds
 * the family's lock.
 */
public final class History {

    private final UUID familyId;
    private final UUID personId;
    private final Instant now;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Long, Boolean> undone = new HashMap<>();
    private int told;

    /** Nothing has happened yet. */
    public History(UUID familyId, UUID personId, Instant now) {
        this.familyId = familyId;
        this.personId = personId;
        this.now = now;
    }

    /** An item has become another. */
    public void item(UUID id, ItemState before, ItemState after, long revision) {
        UUID from = before.listId() == null ? after.listId() : before.listId();
        UUID to = from.equals(after.listId()) ? null : after.listId();
        var was = before.clocks().equals(ItemState.unwritten().clocks()) && before.removed() ? null : before;
        steps.add(new Step(
                "item",
                id,
                from,
                to,
                was == null ? null : Registers.whole(was),
                Registers.changed(before, after),
                revision));
    }

    /** A list has become another. */
    public void list(UUID id, ListState before, ListState after, long revision) {
        String was = before.name() == null ? null : Registers.whole(before);
        steps.add(new Step("list", id, id, null, was, Registers.changed(before, after), revision));
    }

    /**
     * One mutation is done: what has happened since the last one is what it did.
     *
     * @return the revision that names it in the log; empty where it has changed nothing
     */
    public Optional<Long> done(String op, UUID subject, Stamp at) {
        return done(op, subject, at, null);
    }

    /** Like {@link #done}; it has taken back what the log has under an entry, which in turn may have taken back another. */
    public Optional<Long> undone(String op, UUID subject, Stamp at, Row entry) {
        var done = done(op, subject, at, entry.entry());
        if (done.isPresent()) {
            undone.put(entry.entry(), true);
            if (entry.undoes() != null) {
                undone.put(entry.undoes(), false);
            }
        }
        return done;
    }

    /** Which entries of the log are taken back by this call, and which are again as they were. */
    Map<Long, Boolean> undone() {
        return undone;
    }

    UUID familyId() {
        return familyId;
    }

    private Optional<Long> done(String op, UUID subject, Stamp at, Long undoes) {
        int size = steps.size() - told;
        long entry = size == 0 ? 0 : steps.getLast().revision;
        for (; told < steps.size(); told++) {
            var step = steps.get(told);
            step.of = new Of(entry, size, op, subject, at, undoes);
        }
        return size == 0 ? Optional.empty() : Optional.of(entry);
    }

    /** What to write into the log. */
    List<Row> rows() {
        return steps.stream()
                .map(step -> new Row(
                        familyId,
                        step.revision,
                        step.of.entry,
                        step.of.size,
                        step.of.op,
                        step.of.subject,
                        step.kind,
                        step.id,
                        step.listId,
                        step.toListId,
                        now,
                        step.of.at.toString(),
                        personId,
                        step.before,
                        step.after,
                        step.of.undoes,
                        false))
                .toList();
    }

    /** The mutation that a step belongs to. */
    private record Of(long entry, int size, String op, UUID subject, Stamp at, Long undoes) {}

    private static final class Step {

        private final String kind;
        private final UUID id;
        private final UUID listId;
        private final UUID toListId;
        private final String before;
        private final String after;
        private final long revision;
        private Of of;

        Step(String kind, UUID id, UUID listId, UUID toListId, String before, String after, long revision) {
            this.kind = kind;
            this.id = id;
            this.listId = listId;
            this.toListId = toListId;
            this.before = before;
            this.after = after;
            this.revision = revision;
        }
    }

    /**
     * What one mutation did to one document: a row of the log.
     *
     * @param revision the document's revision afterwards
     * @param entry the last revision of the mutation, which names it
     * @param size how many rows it has
     * @param subjectId what the mutation was about; an alias where it was said of one
     * @param listId the list that the document was on
     * @param toListId where it moved to; null where it stayed
     * @param before how it was, as {@link Registers} writes it; null where it was not there
     * @param after what became different
     * @param undoes the entry that it took back; null where it is no undo
     * @param undone whether it was taken back
     */
    @RegisterForReflection
    public record Row(
            UUID familyId,
            long revision,
            long entry,
            int size,
            String op,
            UUID subjectId,
            String kind,
            UUID docId,
            UUID listId,
            UUID toListId,
            Instant happenedAt,
            String stamp,
            UUID personId,
            String before,
            String after,
            Long undoes,
            boolean undone) {

        /** Whether it is an item's. */
        public boolean isItem() {
            return kind.equals("item");
        }
    }
}
