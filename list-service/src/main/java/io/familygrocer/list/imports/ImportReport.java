package io.familygrocer.list.imports;

import java.util.List;
import java.util.UUID;

/**
 * What an import did, or would do.
 *
 * @param dryRun whether nothing was written
 * @param lists the lists that items go to
 * @param created how many items come
 * @param skipped how many are there already, from an earlier import of the same file
 * @param losses every fact of the file that has no home here
 */
public record ImportReport(
        boolean dryRun, List<TargetList> lists, int created, int skipped, List<ImportFile.Loss> losses) {

    /** A list that items go to; {@code created} where the import makes it. */
    public record TargetList(UUID id, String name, boolean created, int items) {}
}
