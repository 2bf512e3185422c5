package io.familygrocer.list.imports;

/**
 * Cells that a spreadsheet takes for text. A cell that begins like a formula gets an apostrophe before it, which
 * spreadsheets do not show, and which is taken away again when it comes back.
 */
public final class CsvCells {

    private static final String FORMULAS = "=+-@\t\r";

    private CsvCells() {}

    /** The cell that is written for a text. */
    public static String safe(String text) {
        return startsLikeFormula(text) ? "'" + text : text;
    }

    /** The text that a cell was written for. */
    public static String plain(String cell) {
        return cell.startsWith("'") && startsLikeFormula(cell.substring(1)) ? cell.substring(1) : cell;
    }

    /** With any number of apostrophes before it, so that both ways are each other's inverse. */
    private static boolean startsLikeFormula(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '\'') {
            at++;
        }
        return at < text.length() && FORMULAS.indexOf(text.charAt(at)) >= 0;
    }
}
