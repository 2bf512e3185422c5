package io.familygrocer.list.merge;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A list as the merge rules see it. Immutable.
 *
 * @param registers what each field says; a field that says nothing is not in it
 * @param ownerId who made it, and says who else sees it; null where that is not known
 * @param removed whether it is gone: a tombstone
 * @param clocks when each field was last written
 * @param touches who last gave it content
 */
public record ListState(
        Map<ListField, Object> registers, UUID ownerId, boolean removed, Clocks<ListField> clocks, Touches touches) {

    /** Takes registers as they are; null values say nothing. */
    public ListState {
        var said = new EnumMap<ListField, Object>(ListField.class);
        registers.forEach((field, value) -> {
            if (value != null) {
                said.put(field, value);
            }
        });
        registers = Collections.unmodifiableMap(said);
    }

    /** A list that nobody has written yet. */
    public static ListState unwritten() {
        return new ListState(Map.of(), null, true, Clocks.none(ListField.class), Touches.NONE);
    }

    /** What people call it; null before it was written. */
    public String name() {
        return (String) registers.get(ListField.NAME);
    }

    /** Who sees it besides its owner; null for the whole family. */
    @SuppressWarnings("unchecked")
    public List<UUID> sharedWith() {
        return (List<UUID>) registers.get(ListField.SHARED_WITH);
    }

    /**
     * {@code list.set}: registers as those of an item; writing the name brings a removed list back. Who makes it owns it,
     * and so does who first says who sees a list of which no owner is known.
     */
    public Merged<ListState> set(Map<ListField, Object> fields, Author author) {
        ListState next = this;
        Optional<Stamp> newer = Optional.empty();
        for (var entry : fields.entrySet()) {
            if (next.clocks.isNewest(entry.getKey(), author.at())) {
                next = next.write(entry.getKey(), entry.getValue(), author);
            } else {
                newer = next.clocks.of(entry.getKey());
            }
        }
        return new Merged<>(next, newer);
    }

    /**
     * {@code list.remove}: as for an item; what others put on the list after {@code seen} keeps it.
     *
     * @param itemsTouchedByOthers the highest revision at which another client gave content to an item of the list
     */
    public Merged<ListState> remove(long seen, long itemsTouchedByOthers, Author author) {
        long unseen = Math.max(touches.byOthersThan(author.at().client()), itemsTouchedByOthers);
        if (unseen > seen && !removed) {
            return new Merged<>(this, clocks.of(ListField.NAME));
        }
        return Merged.applied(removed ? this : new ListState(registers, ownerId, true, clocks, touches));
    }

    /** This tombstone as the list that it was. */
    ListState back(Author author) {
        return new ListState(
                registers,
                ownerId,
                false,
                clocks,
                touches.and(author.revision(), author.at().client()));
    }

    ListState write(ListField field, Object value, Author author) {
        var more = new EnumMap<ListField, Object>(ListField.class);
        more.putAll(registers);
        more.put(field, value);
        boolean unmade = clocks.equals(Clocks.none(ListField.class));
        boolean owns = ownerId == null && (unmade || field == ListField.SHARED_WITH);
        return new ListState(
                more,
                owns ? author.personId() : ownerId,
                field != ListField.NAME && removed,
                clocks.with(field, author.at()),
                field == ListField.NAME
                        ? touches.and(author.revision(), author.at().client())
                        : touches);
    }
}
