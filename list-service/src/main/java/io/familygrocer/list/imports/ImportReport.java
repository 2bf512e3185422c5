package io.familygrocer.list.imports;

import java.util.List;
import java.util.UUID;

/**
 * What an import did, or would do.
 *
 * @param dryRun whether nothing was written
 * @param format the form that the file was read as
 * @param lists the lists that items go to
 * @param created how many items come
 * @param merged how many become one with an item that is there
 * @param skipped how many are there already, from an earlier import of the same file
 * @param losses the first facts of the file that have no home here
 * @param lossCount how many such facts there are in all
 */
public record ImportReport(
        boolean dryRun,
        String format,
        List<TargetList> lists,
        int created,
        int merged,
        int skipped,
        List<Loss> losses,
        long lossCount) {

    /** A list that items go to; {@code created} where the import makes it. */
    public record TargetList(UUID id, String name, boolean created, int items) {}

    /**
     * A fact that has no home here.
     *
     * @param line of a text, or number of the entry in a document; from 1
     * @param fact what it said
     */
    public record Loss(long line, String fact) {}
}
