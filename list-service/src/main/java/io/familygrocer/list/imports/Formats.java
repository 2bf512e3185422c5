package io.familygrocer.list.imports;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

import io.familygrocer.platform.web.ProblemException;

/** The forms of a file that can be read. */
final class Formats {

    /** The name that stands for finding out. */
    static final String AUTO = "auto";

    /** The more particular a form is, the earlier it is asked; the last one knows every text. */
    private static final List<FormatReader> ALL = List.of(
            new OwnReader(),
            new GrocyReader(),
            new KoffanReader(),
            new MealieReader(),
            new TandoorReader(),
            new BringReader(),
            new KitchenOwlReader(),
            new OurGroceriesReader(),
            new PantryReader(),
            new KoffanCsvReader(),
            new CsvReader(),
            new TextReader());

    private Formats() {}

    /**
     * The reader of a name.
     *
     * @throws ProblemException 400 where there is none
     */
    static FormatReader named(String name, SpooledFile file) throws IOException {
        requireKnown(name);
        if (name.equals(AUTO)) {
            var outline = Outline.of(file);
            return ALL.stream()
                    .filter(format -> format.recognises(outline))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("It looks like nothing that is known here"));
        }
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    /**
     * Passes for the names of readers and {@value #AUTO}.
     *
     * @throws ProblemException 400 otherwise
     */
    static void requireKnown(String name) {
        if (!name.equals(AUTO) && ALL.stream().noneMatch(format -> format.name().equals(name))) {
            throw ProblemException.invalid(
                    "format",
                    "must be one of auto, "
                            + ALL.stream().map(FormatReader::name).sorted().collect(Collectors.joining(", ")));
        }
    }
}
