package io.familygrocer.list.aisle;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.rest.ListService;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.platform.web.Caller;

/** Shows a list in the order in which it is shopped. */
@ApplicationScoped
public class StoreViewService {

    private static final UUID FIRST = new UUID(0, 0);

    private final ListService lists;
    private final AisleService aisles;
    private final ListStore store;
    private final AisleConfig config;

    StoreViewService(ListService lists, AisleService aisles, ListStore store, AisleConfig config) {
        this.lists = lists;
        this.aisles = aisles;
        this.store = store;
        this.config = config;
    }

    /** A list split by store, each in the order of its aisles. */
    @WithSession
    public Uni<StoreView> view(Caller caller, UUID listId) {
        return lists.list(caller, listId)
                .chain(list -> store.itemsOf(list.familyId(), listId, FIRST, config.maxItems())
                        .chain(items -> aisles.orders(list.familyId())
                                .map(orders -> StoreView.of(items, list.store(), orders))));
    }
}
