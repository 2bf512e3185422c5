package io.familygrocer.catalog.product;

import io.familygrocer.catalog.Language;

/**
 * One way to call a product.
 *
 * @param text in normal form
 * @param isName whether it is the product's name; otherwise a synonym
 */
public record ProductTerm(String text, Language language, boolean isName, String productId, String category) {}
