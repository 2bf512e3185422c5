package io.familygrocer.list.imports;

import java.math.BigDecimal;

/**
 * One item of a file from elsewhere.
 *
 * @param list the name of its list; null where the file names none
 * @param source what names it in its file, the same each time the file is read
 * @param name never blank
 * @param amount null where none was said
 * @param unit null where none was said
 * @param note null where none was said
 * @param category slug of one of our categories; null where none was said
 * @param checked whether it is in the trolley already
 */
record ImportedItem(
        String list,
        String source,
        String name,
        BigDecimal amount,
        String unit,
        String note,
        String category,
        boolean checked) {}
