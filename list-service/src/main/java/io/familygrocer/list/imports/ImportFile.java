package io.familygrocer.list.imports;

import java.util.ArrayList;
import java.util.List;

/** What was read from a file: its items, and every fact of it that has no home here. */
final class ImportFile {

    private final List<ImportedItem> items = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final int limit;

    ImportFile(int limit) {
        this.limit = limit;
    }

    void add(ImportedItem item) {
        if (items.size() >= limit) {
            throw io.familygrocer.platform.web.ProblemException.of(
                    io.familygrocer.list.ListProblem.UNREADABLE_FILE, "At most %d items are taken".formatted(limit));
        }
        items.add(item);
    }

    void lose(int line, String fact) {
        losses.add(new Loss(line, fact));
    }

    List<ImportedItem> items() {
        return items;
    }

    List<Loss> losses() {
        return losses;
    }

    /**
     * A fact that has no home here.
     *
     * @param line of a text, or number of the entry in a document; from 1
     * @param fact what it said
     */
    public record Loss(int line, String fact) {}
}
