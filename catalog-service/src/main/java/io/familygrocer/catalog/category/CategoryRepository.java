package io.familygrocer.catalog.category;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class CategoryRepository implements PanacheRepositoryBase<Category, String> {

    /** All, in the order of the shop; a few dozen rows, read whole. */
    Uni<List<Category>> current() {
        return list("not gone order by position, slug");
    }
}
