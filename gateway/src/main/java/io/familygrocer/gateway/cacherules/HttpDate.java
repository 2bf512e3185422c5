package io.familygrocer.gateway.cacherules;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.OptionalLong;

/** Dates as HTTP writes them (RFC 9110, section 5.6.7). */
public final class HttpDate {
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);

    private HttpDate() {}

    /** Milliseconds since 1970, or nothing where it is none of the three forms. */
    public static OptionalLong parse(String text) {
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            if (text.endsWith("GMT")) {
                return OptionalLong.of(
                        text.indexOf('-') < 0
                                ? ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                        .toInstant()
                                        .toEpochMilli()
                                : millis(LocalDateTime.parse(text, twoDigitYears())));
            }
            return OptionalLong.of(millis(LocalDateTime.parse(text, ASCTIME)));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    /** The form in which dates are to be sent. */
    public static String format(long millis) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC));
    }

    /** A year that seems more than 50 years ahead is the last one in the past with these digits. */
    private static DateTimeFormatter twoDigitYears() {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(
                        ChronoField.YEAR, 2, 2, LocalDate.now(ZoneOffset.UTC).getYear() - 49)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
    }

    private static long millis(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
