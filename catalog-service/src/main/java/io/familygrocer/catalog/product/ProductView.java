package io.familygrocer.catalog.product;

import io.familygrocer.catalog.Names;

/**
 * A product as the API shows it.
 *
 * @param id names it in the API, for example {@code oat-milk}
 * @param category the slug of its category
 */
public record ProductView(String id, Names names, String category) {

    static ProductView of(Product product) {
        return new ProductView(product.id, new Names(product.nameEn, product.nameDe), product.category);
    }
}
