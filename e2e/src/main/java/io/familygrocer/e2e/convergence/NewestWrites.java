package io.familygrocer.e2e.convergence;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.familygrocer.client.Operation;

/** Judges registers: of all writes of a field the newest stands. */
final class NewestWrites {

    /** Below the server's tolerance of clocks that run ahead: such a stamp stands as it was sent. */
    private static final long SURELY_TAKEN_AS_SENT = Duration.ofSeconds(40).toMillis();

    private final Deeds deeds;
    private final Complaints complaints;

    NewestWrites(Deeds deeds, Complaints complaints) {
        this.deeds = deeds;
        this.complaints = complaints;
    }

    /** A field says what was written last. */
    void judge(Collection<ObjectNode> truth) {
        for (var document : truth) {
            var id = UUID.fromString(document.get("id").textValue());
            for (String field : Judge.isItem(document) ? List.of("name", "note", "checked") : List.of("name")) {
                var writes = writesOf(id, field);
                if (writes.isEmpty()
                        || !deeds.on(id, operation -> operation instanceof Operation.Undo)
                                .isEmpty()) {
                    continue;
                }
                String now = document.get(field).asText();
                boolean asSent = writes.stream()
                        .allMatch(write -> millis(write) - write.trueTime() < SURELY_TAKEN_AS_SENT
                                && !deeds.mayHaveBeenRefused(write));
                var newest = writes.stream()
                        .max(Comparator.comparing(NewestWrites::order))
                        .orElseThrow();
                if (asSent && !written(newest, field).equals(now)) {
                    complaints.add("%s is %s, but the newest write is %s", field, now, newest);
                }
                boolean perhapsNone = writes.stream().allMatch(deeds::mayHaveBeenRefused);
                if (!perhapsNone
                        && writes.stream()
                                .noneMatch(write -> written(write, field).equals(now))) {
                    complaints.add("%s is %s, which nobody wrote: %s", field, now, writes);
                }
            }
        }
    }

    private List<Phone.Deed> writesOf(UUID id, String field) {
        return deeds.on(id, operation -> switch (operation) {
            // The name of what was folded into another is not written: it is the same.
            case Operation.ItemSet set -> set.fields().containsKey(field) && !isFolded(set);
            case Operation.ListSet set -> set.fields().containsKey(field);
            default -> false;
        });
    }

    private boolean isFolded(Operation.ItemSet set) {
        return set.listId() != null && deeds.aliases().containsKey(set.id());
    }

    private static String written(Phone.Deed deed, String field) {
        return switch (deed.operation()) {
            case Operation.ItemSet set ->
                String.valueOf(set.fields().get(field)).strip();
            case Operation.ListSet set -> String.valueOf(set.fields().get(field));
            default -> throw new IllegalArgumentException(deed.toString());
        };
    }

    private static long millis(Phone.Deed deed) {
        return Long.parseLong(deed.stamp().split("-", 2)[0]);
    }

    /** Stamps in their order, as text: milliseconds, counter, client. */
    private static String order(Phone.Deed deed) {
        String[] parts = deed.stamp().split("-", 3);
        return "%020d-%010d-%s".formatted(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]);
    }
}
