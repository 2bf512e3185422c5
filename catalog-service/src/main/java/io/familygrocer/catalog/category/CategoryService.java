package io.familygrocer.catalog.category;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.catalog.CatalogConfig;
import io.familygrocer.catalog.seed.SeedService;
import io.familygrocer.platform.cache.Caches;
import io.familygrocer.platform.cache.TwoLevelCache;
import io.familygrocer.platform.web.Page;

/** The categories of the catalogue, which everybody may see. */
@ApplicationScoped
public class CategoryService {

    private final CategoryRepository categories;
    private final SeedService seed;
    private final TwoLevelCache<Page<CategoryView>> cache;

    CategoryService(CategoryRepository categories, SeedService seed, Caches caches, CatalogConfig config) {
        this.categories = categories;
        this.seed = seed;
        this.cache = caches.named(
                "catalog:categories:1",
                new TypeReference<>() {},
                new TwoLevelCache.Bounds(1, config.localTtl(), config.redisTtl()));
    }

    /** All categories, in the order of the shop. */
    public Uni<Page<CategoryView>> all() {
        return cache.get(
                seed.version(),
                () -> Panache.withSession(categories::current)
                        .map(found ->
                                Page.whole(found.stream().map(CategoryView::of).toList())));
    }
}
