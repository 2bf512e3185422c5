package io.familygrocer.catalog.product;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

import io.familygrocer.catalog.Language;
import io.familygrocer.catalog.Names;

@ApplicationScoped
class ProductRepository implements PanacheRepositoryBase<Product, String> {

    /** Below this, words of a few letters would be like anything. */
    private static final double SIMILAR = 0.4;

    private static final String BROWSE = """
            select p.id, p.category, p.name_en, p.name_de, 0 as rank, p.sort_%1$s as sort
            from product p
            where not p.gone %2$s %3$s
            order by p.sort_%1$s, p.id limit :limit""";

    private static final String SEARCH = """
            with hit as (
              select product_id, min(rank) as rank from (
                select product_id, cast(kind as integer) as rank from product_term
                where lang = :lang and term >= :text and term < :end
                union all
                select product_id, 20 - cast(floor(10 * similarity(term, :text)) as integer) from product_term
                where lang = :lang and term %% :text and similarity(term, :text) >= :similar
              ) found group by product_id)
            select p.id, p.category, p.name_en, p.name_de, h.rank, p.sort_%1$s as sort
            from hit h join product p on p.id = h.product_id
            where not p.gone %2$s %3$s
            order by h.rank, p.sort_%1$s, p.id limit :limit""";

    private static final String TERMS = """
            select t.term, t.lang, t.kind, p.id, p.category
            from product_term t join product p on p.id = t.product_id
            where t.kind < 2 and not p.gone order by t.kind, p.id, t.lang, t.term""";

    /**
     * A page by name. Index product_sort_en or product_sort_de; with a category product_category_en or
     * product_category_de.
     */
    Uni<List<Hit>> browse(ProductQuery query) {
        return hits(BROWSE, "(p.sort_%s, p.id) > (:sort, :id)", query, new HashMap<>());
    }

    /** A page by how well it fits, then by name. Indexes product_term_prefix, product_term_similar, product's key. */
    Uni<List<Hit>> search(String text, ProductQuery query) {
        var values = new HashMap<String, Object>();
        values.put("text", text);
        values.put("end", text + Character.MAX_VALUE);
        values.put("lang", query.language().tag());
        values.put("similar", SIMILAR);
        query.after().ifPresent(position -> values.put("rank", position.rank()));
        return hits(SEARCH, "(h.rank, p.sort_%s, p.id) > (:rank, :sort, :id)", query, values);
    }

    /** Names and synonyms of all products, names first; read once at the start, as a whole. */
    Uni<List<ProductTerm>> terms() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(TERMS, Object[].class).getResultList())
                .map(rows -> rows.stream().map(ProductRepository::term).toList());
    }

    private static Uni<List<Hit>> hits(String template, String keyset, ProductQuery query, Map<String, Object> values) {
        String language = query.language().tag();
        values.put("limit", query.limit() + 1);
        query.category().ifPresent(category -> values.put("category", category));
        query.after().ifPresent(position -> {
            values.put("sort", position.sort());
            values.put("id", position.id());
        });
        String category = query.category().isPresent() ? "and p.category = :category" : "";
        String after = query.after().isPresent() ? "and " + keyset.formatted(language) : "";
        return Panache.getSession().chain(session -> {
            var sql = session.createNativeQuery(template.formatted(language, category, after), Object[].class);
            values.forEach(sql::setParameter);
            return sql.getResultList().map(rows -> rows.stream().map(Hit::of).toList());
        });
    }

    private static ProductTerm term(Object[] row) {
        boolean isName = ((Number) row[2]).intValue() == 0;
        return new ProductTerm((String) row[0], Language.of((String) row[1]), isName, (String) row[3], (String) row[4]);
    }

    /** A product that was found, and where. */
    record Hit(ProductView product, Position position) {

        static Hit of(Object[] row) {
            String id = (String) row[0];
            return new Hit(
                    new ProductView(id, new Names((String) row[2], (String) row[3]), (String) row[1]),
                    new Position(((Number) row[4]).intValue(), (String) row[5], id));
        }
    }
}
