package io.familygrocer.list.rest;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.store.Audience;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.ListStore;

/**
 * The lists of a family with how much is on each, kept in this process under the family's revision. Whoever asks reads
 * the revision first, so that an answer is never older than what the database had at that moment, and counting happens
 * once a change instead of once a request. The metric is {@code cache.gets{cache="overviews"}}.
 */
@ApplicationScoped
class Overviews {

    private static final int FAMILIES = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final FamilyStore familyStore;
    private final ListStore store;
    private final Cache<UUID, Overview> kept = Caffeine.newBuilder()
            .maximumSize(FAMILIES)
            .expireAfterAccess(KEPT)
            .recordStats()
            .build();

    Overviews(FamilyStore familyStore, ListStore store, MeterRegistry metrics) {
        this.familyStore = familyStore;
        this.store = store;
        CaffeineCacheMetrics.monitor(metrics, kept, "overviews");
    }

    /** The lists of the families: family by family, in their order. Needs a session. */
    Uni<List<Entry>> of(Collection<UUID> families) {
        return familyStore.revisions(families).chain(revisions -> {
            var fresh = new TreeMap<UUID, List<Entry>>();
            var stale = new HashMap<UUID, Long>();
            for (var family : revisions) {
                var overview = kept.getIfPresent(family.familyId());
                if (overview != null && overview.revision() == family.revision()) {
                    fresh.put(family.familyId(), overview.lists());
                } else {
                    stale.put(family.familyId(), family.revision());
                }
            }
            return read(stale.keySet())
                    .invoke(read -> stale.forEach((family, revision) -> {
                        var lists = read.getOrDefault(family, List.of());
                        kept.put(family, new Overview(revision, lists));
                        fresh.put(family, lists);
                    }))
                    .map(ignored ->
                            fresh.values().stream().flatMap(List::stream).toList());
        });
    }

    private Uni<Map<UUID, List<Entry>>> read(Set<UUID> families) {
        if (families.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return store.lists(families)
                .chain(lists -> store.counts(families).map(counts -> {
                    var byList = ListStore.Counts.byList(counts);
                    return lists.stream()
                            .map(list -> new Entry(ListSummary.of(list, byList.get(list.id())), list.audience()))
                            .collect(Collectors.groupingBy(
                                    entry -> entry.summary().familyId()));
                }));
    }

    /** What a family had at a revision, or a moment later. */
    private record Overview(long revision, List<Entry> lists) {}

    /** A list and who sees it: what is kept is for all of the family. */
    record Entry(ListSummary summary, Audience audience) {}
}
