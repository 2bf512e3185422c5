package io.familygrocer.list.sync;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.store.Item;
import io.familygrocer.platform.web.ProblemException;

/**
 * To whom things can be given: whoever belongs to the family, as far as was heard.
 *
 * @param members those of the persons named who belong to it
 * @param caller belongs to it, or would not have come so far
 */
record Assignees(Set<UUID> members, UUID caller) {

    /** Whom mutations name. */
    static Set<UUID> named(List<Mutation> mutations) {
        var named = new HashSet<UUID>();
        for (var mutation : mutations) {
            if (mutation instanceof Mutation.ItemSet set
                    && set.fields().get(ItemField.ASSIGNED_TO) instanceof UUID person) {
                named.add(person);
            }
        }
        return named;
    }

    /**
     * Passes where a mutation gives an item to nobody, to a member, or to whoever has it already.
     *
     * @param item as it is; null where it comes
     * @throws ProblemException 400 that names the field
     */
    void require(Mutation mutation, Item item) {
        if (mutation instanceof Mutation.ItemSet set
                && set.fields().get(ItemField.ASSIGNED_TO) instanceof UUID person
                && !person.equals(caller)
                && !members.contains(person)
                && (item == null || !person.equals(item.state().assignedTo()))) {
            throw ProblemException.invalid("fields.assignedTo", "must be a member of the family");
        }
    }
}
