package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.familygrocer.list.quickadd.QuickAdd;

/**
 * Lines as people type and paste them, each read as {@link QuickAdd} reads it; Markdown's check boxes say what is in the
 * trolley, its headings name lists.
 */
final class TextReader implements FormatReader {

    private static final int LONGEST_LINE = 2_000;
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(\\S.*)");

    @Override
    public String name() {
        return "text";
    }

    @Override
    public boolean recognises(Outline file) {
        return !file.zipped() && file.paths().isEmpty();
    }

    @Override
    public void read(SpooledFile file, Findings findings) throws IOException {
        String list = null;
        try (var lines = new Lines(file.text(), LONGEST_LINE)) {
            long number = 1;
            for (var line = lines.next(); line != null; line = lines.next(), number++) {
                Matcher heading = HEADING.matcher(line.text().strip());
                if (heading.matches()) {
                    list = heading.group(1);
                    findings.list(list);
                } else {
                    items(line, list, number, findings);
                }
            }
        }
    }

    private static void items(Lines.Line line, String list, long number, Findings findings) {
        String text = line.text().replace('\0', ' ');
        if (line.cut()) {
            findings.lose(number, "the end of a line of more than %d characters".formatted(LONGEST_LINE));
        }
        for (var item : QuickAdd.parse(text, List.of())) {
            findings.item(new Draft(number, list, item.name(), item.name())
                    .amount(item.amount(), item.unit())
                    .note(item.note())
                    .checked(item.checked()));
        }
    }
}
