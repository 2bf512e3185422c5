package io.familygrocer.catalog.seed;

import java.util.List;

import io.familygrocer.catalog.Language;
import io.familygrocer.catalog.product.ProductTerm;

/** The terms of the shipped catalogue, as the database would give them. */
public final class CatalogueTerms {

    private CatalogueTerms() {}

    /** Names and synonyms of all products. */
    public static List<ProductTerm> all() {
        return CatalogueFiles.products().stream()
                .flatMap(product -> ProductTerms.of(product).stream()
                        .filter(term -> term.kind() < ProductTerms.INSIDE)
                        .map(term -> new ProductTerm(
                                term.text(),
                                Language.of(term.language()),
                                term.kind() == ProductTerms.NAME,
                                product.id(),
                                product.category())))
                .toList();
    }
}
