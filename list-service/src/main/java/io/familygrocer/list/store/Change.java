package io.familygrocer.list.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A document that has changed.
 *
 * @param view as those see it who see the whole family
 * @param listId the list that it is, or is on
 * @param left the lists that it was on before
 */
public record Change(DocumentView view, UUID listId, List<UUID> left) {

    static Change of(GroceryList list) {
        return new Change(DocumentView.of(list), list.id, List.of());
    }

    static Change of(Item item) {
        return new Change(DocumentView.of(item), item.listId, item.left());
    }

    /** The family's revision at which it changed. */
    public long revision() {
        return view.revision();
    }

    /**
     * As somebody sees it for whom there is only one list: what was moved away from it is gone; empty where it was
     * never there.
     */
    public Optional<DocumentView> on(UUID onlyList) {
        if (onlyList.equals(listId)) {
            return Optional.of(view);
        }
        return left.contains(onlyList) ? Optional.of(DocumentView.gone(view)) : Optional.empty();
    }

    /** As those see it for whom there is only that list, if any. */
    public static List<DocumentView> seen(List<Change> changes, Optional<UUID> onlyList) {
        return changes.stream()
                .flatMap(change ->
                        onlyList.isEmpty() ? Optional.of(change.view).stream() : change.on(onlyList.get()).stream())
                .toList();
    }
}
