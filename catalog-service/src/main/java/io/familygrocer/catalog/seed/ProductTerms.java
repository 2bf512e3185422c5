package io.familygrocer.catalog.seed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.familygrocer.catalog.Language;
import io.familygrocer.catalog.seed.CatalogueFiles.ProductRow;
import io.familygrocer.catalog.text.NormalForm;

/** What a product can be found by: its name, its synonyms, and each later word of them. */
final class ProductTerms {

    static final short NAME = 0;
    static final short SYNONYM = 1;
    static final short INSIDE = 2;

    private ProductTerms() {}

    static List<Term> of(ProductRow product) {
        var terms = new ArrayList<Term>();
        terms.addAll(of(product.id(), Language.EN, product.nameEn(), product.englishSynonyms()));
        terms.addAll(of(product.id(), Language.DE, product.nameDe(), product.germanSynonyms()));
        return terms;
    }

    private static List<Term> of(String id, Language language, String name, List<String> synonyms) {
        Map<String, Short> kinds = new LinkedHashMap<>();
        NormalForm.allOf(name).forEach(form -> kinds.putIfAbsent(form, NAME));
        synonyms.forEach(synonym -> NormalForm.allOf(synonym).forEach(form -> kinds.putIfAbsent(form, SYNONYM)));
        for (String whole : List.copyOf(kinds.keySet())) {
            for (int at = whole.indexOf(' '); at >= 0; at = whole.indexOf(' ', at + 1)) {
                kinds.putIfAbsent(whole.substring(at + 1), INSIDE);
            }
        }
        return kinds.entrySet().stream()
                .map(term -> new Term(id, language.tag(), term.getValue(), term.getKey()))
                .toList();
    }

    /** One way to find a product; the lower the kind, the better it stands for the product. */
    record Term(String productId, String language, short kind, String text) {}
}
