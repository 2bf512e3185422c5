package io.familygrocer.list.exports;

import java.util.List;
import java.util.regex.Pattern;

import io.familygrocer.list.quickadd.QuickAddItem;
import io.familygrocer.list.store.DocumentView.ItemView;
import io.familygrocer.list.store.DocumentView.ListView;

/**
 * A line an item under the heading of its list, such that quick add reads it as the same item; as Markdown with a check
 * box each, as plain text with one where it is checked.
 */
final class TextExport implements ExportWriter {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final boolean markdown;
    private boolean first = true;

    TextExport(boolean markdown) {
        this.markdown = markdown;
    }

    @Override
    public String start() {
        return "";
    }

    @Override
    public String list(ListView list) {
        String before = first ? "" : "\n";
        first = false;
        return before + "# " + line(list.name()) + "\n\n";
    }

    @Override
    public String items(List<ItemView> items) {
        var lines = new StringBuilder();
        for (var item : items) {
            String box = item.checked() ? "[x] " : markdown ? "[ ] " : "";
            lines.append(markdown ? "- " : "").append(box).append(text(item)).append('\n');
        }
        return lines.toString();
    }

    @Override
    public String listEnd() {
        return "";
    }

    @Override
    public String end() {
        return "";
    }

    private static String text(ItemView item) {
        var amount = item.amount() == null || item.amount().signum() <= 0 ? null : item.amount();
        return new QuickAddItem(line(item.name()), amount, item.unit(), line(item.note()), false).text(List.of());
    }

    private static String line(String text) {
        return text == null ? null : BLANKS.matcher(text).replaceAll(" ").strip();
    }
}
