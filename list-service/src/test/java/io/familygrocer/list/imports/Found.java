package io.familygrocer.list.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.familygrocer.list.merge.ItemField;

/** What a reader found in a file, as short lines that a test can hold against what it expects. */
final class Found implements Findings {

    final List<String> lists = new ArrayList<>();
    final List<String> items = new ArrayList<>();
    final List<String> sources = new ArrayList<>();
    final List<String> losses = new ArrayList<>();
    String format;

    static Found in(String format, byte[] bytes) throws IOException {
        try (var file = SpooledFile.of(new ByteArrayInputStream(bytes), 10_000_000)) {
            var found = new Found();
            var reader = Formats.named(format, file);
            found.format = reader.name();
            reader.read(file, found);
            return found;
        }
    }

    static Found in(String format, String text) throws IOException {
        return in(format, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** A file of the folder samples. */
    static byte[] sample(String name) throws IOException {
        return Files.readAllBytes(Path.of("..", "samples", name));
    }

    @Override
    public void list(String name, Map<String, JsonNode> fields) {
        lists.add(fields.isEmpty() ? name : name + " " + new java.util.TreeMap<>(fields));
    }

    @Override
    public void item(Draft draft) {
        var item = draft.bounded(this);
        if (item == null) {
            return;
        }
        var fields = item.fields();
        var amount = (BigDecimal) fields.get(ItemField.AMOUNT);
        items.add("%s%s: %s%s%s%s%s"
                .formatted(
                        Boolean.TRUE.equals(fields.get(ItemField.CHECKED)) ? "x " : "",
                        item.list() == null ? "-" : item.list(),
                        amount == null ? "" : amount.stripTrailingZeros().toPlainString() + " ",
                        fields.containsKey(ItemField.UNIT) ? fields.get(ItemField.UNIT) + " " : "",
                        fields.get(ItemField.NAME),
                        fields.containsKey(ItemField.NOTE) ? " (" + fields.get(ItemField.NOTE) + ")" : "",
                        draft.more().isEmpty() ? "" : " " + new java.util.TreeMap<>(draft.more())));
        sources.add(item.source());
    }

    @Override
    public void lose(long line, String fact) {
        losses.add(line + " " + fact);
    }
}
