package io.familygrocer.list.imports;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** Takes what a reader finds in a file, in the order of the file. */
interface Findings {

    /**
     * A list. It comes even where nothing is on it.
     *
     * @param name what it is called; null and blank ones are none
     * @param fields what else it is like, by the names of fields on the wire
     */
    void list(String name, Map<String, JsonNode> fields);

    /** A list with nothing but a name. */
    default void list(String name) {
        list(name, Map.of());
    }

    /** Something that is on a list. */
    void item(Draft item);

    /**
     * A fact that has no home here.
     *
     * @param line of a text, or number of the entry in a document; from 1
     * @param fact what it said, for people
     */
    void lose(long line, String fact);
}
