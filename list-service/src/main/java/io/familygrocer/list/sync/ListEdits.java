package io.familygrocer.list.sync;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.merge.Author;
import io.familygrocer.list.merge.ItemMerge;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.ListState;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.merge.Stamp;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.platform.web.ProblemException;

/**
 * What mutations make of lists, by the merge rules, and of what is on them. Each answers the newer write that stands
 * where it lost.
 */
final class ListEdits {

    private final Documents documents;
    private final Function<Stamp, Author> authors;

    /**
     * Edits within a workspace.
     *
     * @param authors the author of the next change at a stamp
     */
    ListEdits(Documents documents, Function<Stamp, Author> authors) {
        this.documents = documents;
        this.authors = authors;
    }

    Optional<Stamp> set(Mutation.ListSet set, Author author) {
        var list = documents.list(set.id());
        var before = list == null ? ListState.unwritten() : list.state();
        if (list == null) {
            if (!set.fields().containsKey(ListField.NAME)) {
                throw ProblemException.of(ListProblem.LIST_UNKNOWN, "A new list needs a name");
            }
            list = GroceryList.unwritten(documents.familyId(), set.id());
        }
        var merged = before.set(set.fields(), author);
        documents.become(list, merged.state());
        documents.showAnew(list, before);
        return merged.newer();
    }

    Optional<Stamp> remove(Mutation.ListRemove remove, Author author) {
        var list = documents.list(remove.id());
        if (list == null) {
            return Optional.empty();
        }
        var merged = list.state().remove(remove.seen(), documents.touchedByOthers(remove.id(), author), author);
        if (merged.state().removed() && !list.removed()) {
            documents
                    .itemsOn(remove.id())
                    .forEach(item -> documents.become(item, item.state().gone(), List.of()));
        }
        documents.become(list, merged.state());
        return merged.newer();
    }

    Optional<Stamp> clearChecked(Mutation.ListClearChecked clear, Author author) {
        Optional<Stamp> kept = Optional.empty();
        for (var item : documents.itemsOn(clear.id())) {
            var state = item.state();
            if (state.checked()) {
                var removal = ItemMerge.remove(state, clear.seen(), authors.apply(author.at()));
                documents.become(item, removal.state(), List.of());
                kept = removal.newer().isPresent() ? removal.newer() : kept;
            }
        }
        return kept;
    }
}
