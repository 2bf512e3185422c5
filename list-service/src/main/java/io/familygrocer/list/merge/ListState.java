package io.familygrocer.list.merge;

import java.util.Map;
import java.util.Optional;

/**
 * A list as the merge rules see it. Immutable.
 *
 * @param name never null once the list exists
 * @param icon null where none was chosen
 * @param removed whether it is gone: a tombstone
 * @param clocks when each field was last written
 * @param touches who last gave it content
 */
public record ListState(String name, String icon, boolean removed, Clocks<ListField> clocks, Touches touches) {

    /** A list that nobody has written yet. */
    public static ListState unwritten() {
        return new ListState(null, null, true, Clocks.none(ListField.class), Touches.NONE);
    }

    /** {@code list.set}: registers as those of an item; writing the name brings a removed list back. */
    public Merged<ListState> set(Map<ListField, String> fields, Author author) {
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
        return Merged.applied(removed ? this : new ListState(name, icon, true, clocks, touches));
    }

    private ListState write(ListField field, String value, Author author) {
        var c = clocks.with(field, author.at());
        return switch (field) {
            case NAME ->
                new ListState(
                        value,
                        icon,
                        false,
                        c,
                        touches.and(author.revision(), author.at().client()));
            case ICON -> new ListState(name, value, removed, c, touches);
        };
    }
}
