package io.familygrocer.list.aisle;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.membership.Capability;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.ProblemException;

/** The ways through a family's stores: learned from trips, and said by people. */
@ApplicationScoped
public class AisleService {

    private static final int SLUG = 60;

    private final AisleRepository orders;
    private final MembershipService memberships;
    private final FamilyStore store;
    private final AisleConfig config;

    AisleService(AisleRepository orders, MembershipService memberships, FamilyStore store, AisleConfig config) {
        this.orders = orders;
        this.memberships = memberships;
        this.store = store;
        this.config = config;
    }

    /** The ways through all stores of a family. */
    @WithSession
    public Uni<Page<AisleView>> all(Caller caller, UUID familyId) {
        return memberships
                .require(caller, familyId)
                .chain(() -> orders.all(familyId))
                .map(found -> Page.whole(found.stream().map(AisleView::of).toList()));
    }

    /** The way through a store; an empty one where nothing is known of it. */
    @WithSession
    public Uni<AisleView> one(Caller caller, UUID familyId, String name) {
        return memberships
                .require(caller, familyId)
                .chain(() -> orders.find(familyId, name))
                .map(found -> found == null ? AisleView.unknown(name) : AisleView.of(found));
    }

    /**
     * Takes what somebody says of the way through a store; an empty order leaves it to what was learned.
     *
     * @throws ProblemException 403 without the right to change lists, 400 for too many or bad categories, 409 for too
     *     many stores
     */
    @WithTransaction
    public Uni<AisleView> say(Caller caller, UUID familyId, String name, List<String> order) {
        requireFitting(order);
        return memberships.require(caller, familyId).chain(access -> {
            access.require(Capability.LIST_EDIT);
            return store.lock(familyId)
                    .chain(() -> forStore(familyId, name))
                    .onItem()
                    .ifNull()
                    .failWith(() -> ProblemException.of(
                            ListProblem.LIMIT_REACHED, "At most %d stores".formatted(config.maxStores())))
                    .invoke(found -> found.byHand(
                            List.copyOf(new LinkedHashSet<>(order)),
                            Clock.systemUTC().instant()))
                    .map(AisleView::of);
        });
    }

    /**
     * Learns from a trip, within the caller's transaction and under the family's lock.
     *
     * @param ways for each who was there, the categories of what they checked off, in that order
     */
    public Uni<Void> learn(UUID familyId, String name, Collection<List<String>> ways) {
        var telling = ways.stream()
                .filter(way -> way.stream().distinct().limit(2).count() == 2)
                .toList();
        if (name == null || telling.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return forStore(familyId, name)
                .invoke(found -> {
                    if (found != null) {
                        var experience = found.experience();
                        for (var way : telling) {
                            experience = experience.and(way, config.memory());
                        }
                        found.experienced(experience, Clock.systemUTC().instant());
                    }
                })
                .replaceWithVoid();
    }

    /** The order of a store, made where there is none yet; null where the family has as many as it may have. */
    private Uni<AisleOrder> forStore(UUID familyId, String name) {
        return orders.find(familyId, name)
                .chain(found -> found != null
                        ? Uni.createFrom().item(found)
                        : orders.count(familyId).chain(count -> {
                            if (count >= config.maxStores()) {
                                return Uni.createFrom().nullItem();
                            }
                            var first = AisleOrder.of(familyId, name.strip());
                            first.changedAt = Clock.systemUTC().instant();
                            return orders.persist(first).replaceWith(first);
                        }));
    }

    /** The orders of a family, for views within a session. */
    Uni<List<AisleOrder>> orders(UUID familyId) {
        return orders.all(familyId);
    }

    private void requireFitting(List<String> order) {
        if (order.size() > config.maxCategories()) {
            throw ProblemException.invalid("order", "must be at most " + config.maxCategories());
        }
        for (String slug : order) {
            if (slug == null || slug.isBlank() || slug.length() > SLUG || slug.indexOf('\0') >= 0) {
                throw ProblemException.invalid("order", "must have names of 1 to %d characters".formatted(SLUG));
            }
        }
    }
}
