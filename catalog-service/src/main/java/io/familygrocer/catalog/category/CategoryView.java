package io.familygrocer.catalog.category;

import io.familygrocer.catalog.Names;

/**
 * A category as the API shows it.
 *
 * @param slug names it in the API, for example {@code dairy-alternatives}
 * @param position its place on the way through a shop, from 1
 * @param icon one emoji
 */
public record CategoryView(String slug, int position, String icon, Names names) {

    static CategoryView of(Category category) {
        return new CategoryView(
                category.slug, category.position, category.icon, new Names(category.nameEn, category.nameDe));
    }
}
