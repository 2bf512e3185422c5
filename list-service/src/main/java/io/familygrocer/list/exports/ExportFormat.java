package io.familygrocer.list.exports;

/** The forms in which lists go out; the name in lower case is on the wire. */
public enum ExportFormat {
    /** Everything, and read again by an import. */
    JSON("application/json", "json"),
    /** A table by RFC 4180, which no spreadsheet takes for formulas. */
    CSV("text/csv; charset=utf-8; header=present", "csv"),
    /** Check lists under headings. */
    MARKDOWN("text/markdown; charset=utf-8", "md"),
    /** A line an item, to be read by people, and by quick add. */
    TEXT("text/plain; charset=utf-8", "txt");

    private final String mediaType;
    private final String extension;

    ExportFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** The media type with its parameters. */
    public String mediaType() {
        return mediaType;
    }

    /** What the name of a file of this form ends with, without the dot. */
    public String extension() {
        return extension;
    }

    ExportWriter writer(com.fasterxml.jackson.databind.ObjectMapper json) {
        return switch (this) {
            case JSON -> new JsonExport(json);
            case CSV -> new CsvExport();
            case MARKDOWN -> new TextExport(true);
            case TEXT -> new TextExport(false);
        };
    }
}
