package io.familygrocer.catalog.product;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

import io.familygrocer.catalog.CatalogConfig;
import io.familygrocer.catalog.Language;
import io.familygrocer.catalog.product.ProductRepository.Hit;
import io.familygrocer.catalog.seed.SeedService;
import io.familygrocer.catalog.text.NormalForm;
import io.familygrocer.platform.cache.Caches;
import io.familygrocer.platform.cache.TwoLevelCache;
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.ProblemException;

/** The products of the catalogue, which everybody may see. */
@ApplicationScoped
public class ProductService {

    private final ProductRepository products;
    private final SeedService seed;
    private final TwoLevelCache<Page<ProductView>> cache;

    ProductService(ProductRepository products, SeedService seed, Caches caches, CatalogConfig config) {
        this.products = products;
        this.seed = seed;
        this.cache = caches.named(
                "catalog:products:1",
                new TypeReference<>() {},
                new TwoLevelCache.Bounds(config.localEntries(), config.localTtl(), config.redisTtl()));
    }

    /**
     * A page of products: all by name, or what a text stands for, the best match first.
     *
     * @param text what people typed; null or blank for all products
     * @param category the slug of the only category that is wanted; null for all
     * @param after the {@code next} of the page before; null for the first
     * @param limit how many at most
     * @throws ProblemException 400 where {@code after} is none of ours
     */
    public Uni<Page<ProductView>> page(String text, String category, Language language, String after, int limit) {
        boolean all = text == null || text.isBlank();
        var form = Optional.ofNullable(all ? null : NormalForm.of(text));
        if (form.isPresent() && form.get().isEmpty()) {
            return Uni.createFrom().item(Page.whole(List.of()));
        }
        var position = Optional.ofNullable(after).map(Position::of);
        var query = new ProductQuery(form, language, Optional.ofNullable(category), position, limit);
        return cache.get(
                seed.version() + "/" + query.key(),
                () -> Panache.withSession(() -> hits(query)).map(hits -> page(hits, limit)));
    }

    private Uni<List<Hit>> hits(ProductQuery query) {
        return query.text().map(text -> products.search(text, query)).orElseGet(() -> products.browse(query));
    }

    /**
     * One product, also one that is gone from the catalogue, as items may still refer to it.
     *
     * @throws ProblemException 404 where there never was one with this id
     */
    @WithSession
    public Uni<ProductView> product(String id) {
        return products.findById(id)
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound)
                .map(ProductView::of);
    }

    /** Names and synonyms of all current products, names first. */
    @WithSession
    public Uni<List<ProductTerm>> terms() {
        return products.terms();
    }

    private static Page<ProductView> page(List<Hit> hits, int limit) {
        var page = Page.of(hits, limit, last -> last.position().encoded());
        return new Page<>(page.items().stream().map(Hit::product).toList(), page.next());
    }
}
