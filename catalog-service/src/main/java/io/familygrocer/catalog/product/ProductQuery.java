package io.familygrocer.catalog.product;

import java.util.Optional;

import io.familygrocer.catalog.Language;

/**
 * What is asked of the products.
 *
 * @param text what to look for, in normal form and not empty; all products without it
 * @param language that is searched and sorted in
 * @param category only products of the category with this slug
 * @param after where the page before ended
 * @param limit how many at most
 */
record ProductQuery(
        Optional<String> text, Language language, Optional<String> category, Optional<Position> after, int limit) {

    /** The same for all queries with the same answer. */
    String key() {
        return "%s/%s/%d/%s/%s"
                .formatted(
                        language.tag(),
                        category.orElse(""),
                        limit,
                        after.map(Position::encoded).orElse(""),
                        text.orElse(""));
    }
}
