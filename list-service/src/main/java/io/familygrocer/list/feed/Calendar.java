package io.familygrocer.list.feed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.familygrocer.list.merge.Recurrence;
import io.familygrocer.list.store.DocumentView.ItemView;

/** Items as to-dos of RFC 5545. */
final class Calendar {

    private static final int LINE_OCTETS = 75;
    private static final int LARGEST_SEQUENCE = Integer.MAX_VALUE;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder();

    private Calendar() {}

    /**
     * The text of a calendar.
     *
     * @param name what it is called
     * @param items what is in it
     * @param lists the names of their lists
     */
    static String of(String name, List<ItemView> items, Map<UUID, String> lists) {
        var calendar = new Calendar();
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", "-//Family Grocer//Lists 1.0//EN");
        calendar.line("CALSCALE", "GREGORIAN");
        calendar.line("NAME", escaped(name));
        calendar.line("X-WR-CALNAME", escaped(name));
        calendar.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        items.forEach(item -> calendar.todo(item, lists.get(item.listId())));
        calendar.line("END", "VCALENDAR");
        return calendar.text.toString();
    }

    private void todo(ItemView item, String list) {
        line("BEGIN", "VTODO");
        line("UID", item.id() + "@family-grocer");
        line("DTSTAMP", MOMENT.format(item.addedAt()));
        line("SEQUENCE", Long.toString(Math.min(item.revision(), LARGEST_SEQUENCE)));
        line("SUMMARY", escaped(summary(item)));
        if (item.note() != null && !item.note().isBlank()) {
            line("DESCRIPTION", escaped(item.note()));
        }
        line("CATEGORIES", escaped(list) + (item.category() == null ? "" : "," + escaped(item.category())));
        if (Boolean.TRUE.equals(item.urgent())) {
            line("PRIORITY", "1");
        }
        due(item.due(), item.recurrence());
        line("STATUS", item.checked() ? "COMPLETED" : "NEEDS-ACTION");
        if (item.checked()) {
            Instant at = item.checkedAt() == null ? item.addedAt() : item.checkedAt();
            line("COMPLETED", MOMENT.format(at));
        }
        line("END", "VTODO");
    }

    /** What counts from the day on which it is checked has no rule that a calendar could follow. */
    private void due(LocalDate due, Recurrence recurrence) {
        if (due == null) {
            return;
        }
        boolean recurs = recurrence != null && recurrence.from() == Recurrence.From.due;
        if (recurs) {
            line("DTSTART;VALUE=DATE", DAY.format(due));
        }
        line("DUE;VALUE=DATE", DAY.format(due));
        if (recurs) {
            line("RRULE", recurrence.rule());
        }
    }

    private static String summary(ItemView item) {
        var summary = new StringBuilder();
        if (item.amount() != null) {
            summary.append(item.amount().toPlainString()).append(' ');
        }
        if (item.unit() != null) {
            summary.append(item.unit()).append(' ');
        }
        return summary.append(item.name()).toString();
    }

    /** RFC 5545, 3.3.11. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r\n", "\\n")
                .replace('\r', '\n')
                .replace("\n", "\\n")
                .replaceAll("[\\p{Cntrl}&&[^\\t]]", "");
    }

    /** RFC 5545, 3.1: a line of more than 75 octets goes on in the next one, behind a blank; no character is parted. */
    private void line(String name, String value) {
        String line = name + ":" + value;
        int octets = 0;
        for (int i = 0; i < line.length(); ) {
            int next = line.offsetByCodePoints(i, 1);
            String character = line.substring(i, next);
            int length = character.getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > LINE_OCTETS) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(character);
            octets += length;
            i = next;
        }
        text.append("\r\n");
    }
}
