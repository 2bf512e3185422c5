package io.familygrocer.list.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A document that has changed.
 *
 * @param view as those see it who see the list
 * @param listId the list that it is, or is on
 * @param left the lists that it was on before
 * @param restricted who sees those lists of the family that not everybody sees
 */
public record Change(DocumentView view, UUID listId, List<UUID> left, Map<UUID, Audience> restricted) {

    /** A list that has changed. */
    public static Change of(GroceryList list) {
        return new Change(DocumentView.of(list), list.id, List.of(), Map.of(list.id, list.audience()));
    }

    /** An item that has changed. */
    public static Change of(Item item, Map<UUID, Audience> restricted) {
        return new Change(DocumentView.of(item), item.listId, item.left(), restricted);
    }

    static Change of(Trip trip, Map<UUID, Audience> restricted) {
        return new Change(DocumentView.of(trip), trip.listId, List.of(), restricted);
    }

    /** The family's revision at which it changed. */
    public long revision() {
        return view.revision();
    }

    /** As somebody sees it: what they do not see any more is gone; empty where it was never there for them. */
    public Optional<DocumentView> seenBy(Viewer viewer) {
        if (viewer.sees(listId, audience(listId))) {
            return Optional.of(view);
        }
        boolean saw = viewer.saw(listId, audience(listId))
                || left.stream().anyMatch(list -> viewer.saw(list, audience(list)));
        return saw ? Optional.of(DocumentView.gone(view)) : Optional.empty();
    }

    private Audience audience(UUID list) {
        return restricted.getOrDefault(list, Audience.EVERYBODY);
    }

    /** As somebody sees them. */
    public static List<DocumentView> seen(List<Change> changes, Viewer viewer) {
        return changes.stream()
                .flatMap(change -> change.seenBy(viewer).stream())
                .toList();
    }
}
