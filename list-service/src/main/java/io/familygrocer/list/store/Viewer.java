package io.familygrocer.list.store;

import java.util.Optional;
import java.util.UUID;

/**
 * Who looks at a family's lists.
 *
 * @param personId the person, or the pass
 * @param onlyList the one list that a pass is for; empty for members
 */
public record Viewer(UUID personId, Optional<UUID> onlyList) {

    /** Whether they see a list. A pass opens no list that is not for the whole family. */
    public boolean sees(UUID listId, Audience audience) {
        return onlyList.isPresent()
                ? onlyList.get().equals(listId) && audience.whole()
                : audience.whole() || audience.persons().contains(personId);
    }

    /** Whether they see a list. */
    public boolean sees(GroceryList list) {
        return sees(list.id(), list.audience());
    }

    /** Whether they see a list, or have seen it. */
    boolean saw(UUID listId, Audience audience) {
        return onlyList.isPresent()
                ? onlyList.get().equals(listId) && audience.hadAll()
                : audience.hadAll() || audience.had(personId);
    }
}
