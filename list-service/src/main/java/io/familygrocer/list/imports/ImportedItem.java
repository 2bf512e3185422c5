package io.familygrocer.list.imports;

import java.util.Map;

import io.familygrocer.list.merge.ItemField;

/**
 * One item of a file from elsewhere, within the bounds of items.
 *
 * @param list the name of its list; null where the file names none
 * @param source what names it in its file, the same each time the file is read
 * @param fields what it says; a name at least, the list is not among them
 */
record ImportedItem(String list, String source, Map<ItemField, Object> fields) {}
