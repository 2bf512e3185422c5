package io.familygrocer.list.suggestion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.familygrocer.list.suggestion.Suggestions.Thing;

/**
 * Something that a family may want.
 *
 * @param reason why
 * @param with where {@code together}: what it is bought with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SuggestionView(String name, String category, String productId, Reason reason, String with) {

    /** Why something is suggested. */
    public enum Reason {
        due,
        together,
        frequent,
        recent
    }

    /** What is not open yet, each once: what is due first, then what goes with what is open, then the habits. */
    static List<SuggestionView> of(Suggestions all, Set<String> open, int limit) {
        var views = new ArrayList<SuggestionView>();
        var said = new HashSet<>(open);
        all.due().forEach(thing -> add(views, said, thing, Reason.due, null));
        open.stream()
                .sorted()
                .forEach(key -> all.together()
                        .getOrDefault(key, List.of())
                        .forEach(thing -> add(views, said, thing, Reason.together, key)));
        all.frequent().forEach(thing -> add(views, said, thing, Reason.frequent, null));
        all.recent().forEach(thing -> add(views, said, thing, Reason.recent, null));
        return List.copyOf(views.subList(0, Math.min(limit, views.size())));
    }

    private static void add(List<SuggestionView> views, Set<String> said, Thing thing, Reason reason, String with) {
        if (said.add(thing.key())) {
            views.add(new SuggestionView(thing.name(), thing.category(), thing.productId(), reason, with));
        }
    }
}
