package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import io.familygrocer.client.Operation;

/**
 * What the phones of a schedule did, and what they were answered.
 *
 * @param aliases what was folded, and into what
 */
record Deeds(List<Phone.Deed> all, Map<UUID, UUID> aliases) {

    static Deeds of(World world) throws IOException {
        return new Deeds(
                world.phones().stream().flatMap(phone -> phone.deeds().stream()).toList(), world.aliases());
    }

    /** What was not refused and was done to an item or a list, or to what was folded into it. */
    List<Phone.Deed> on(UUID id, Predicate<Operation> kind) {
        return all.stream()
                .filter(deed -> resolved(deed.operation().id()).equals(resolved(id))
                        && !deed.isRejected()
                        && kind.test(deed.operation()))
                .toList();
    }

    boolean any(Predicate<Operation> kind) {
        return all.stream().map(Phone.Deed::operation).anyMatch(kind);
    }

    /**
     * Whether it may have been refused, and nobody heard it: the answer was lost, and its list had gone, which an undo or a
     * new name brings back.
     */
    boolean mayHaveBeenRefused(Phone.Deed deed) {
        return "duplicate".equals(deed.result())
                && any(operation -> operation instanceof Operation.ListRemove || operation instanceof Operation.Undo);
    }

    boolean nothingWasUndone() {
        return !any(Operation.Undo.class::isInstance);
    }

    /** What an id stands for by now. */
    UUID resolved(UUID id) {
        return aliases.getOrDefault(id, id);
    }
}
