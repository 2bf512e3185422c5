package io.familygrocer.list.suggestion;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.rest.ListService;
import io.familygrocer.list.sync.FamilyChanged;
import io.familygrocer.platform.cache.Caches;
import io.familygrocer.platform.cache.TwoLevelCache;
import io.familygrocer.platform.web.Caller;

/**
 * What a family is likely to want. It is computed in the background, a bounded number of families at a time, after they
 * have changed; whoever asks is served what is known, from the cache.
 */
@ApplicationScoped
public class SuggestionService {

    private static final Logger LOG = Logger.getLogger(SuggestionService.class);

    private final SuggestionRepository repository;
    private final MembershipService memberships;
    private final ListService lists;
    private final SuggestionConfig config;
    private final ObjectMapper json;
    private final TwoLevelCache<Suggestions> cache;
    private final Set<UUID> waiting = ConcurrentHashMap.newKeySet();

    SuggestionService(
            SuggestionRepository repository,
            MembershipService memberships,
            ListService lists,
            SuggestionConfig config,
            ObjectMapper json,
            Caches caches) {
        this.repository = repository;
        this.memberships = memberships;
        this.lists = lists;
        this.config = config;
        this.json = json;
        this.cache = caches.named(
                "list:suggestions:1",
                new TypeReference<>() {},
                new TwoLevelCache.Bounds(config.maxWaiting(), config.localTtl(), config.redisTtl()));
    }

    /** What a family may want; what it is in the habit of buying is nothing for the bearer of a pass. */
    public Uni<List<SuggestionView>> ofFamily(Caller caller, UUID familyId, int limit) {
        return memberships
                .require(caller, familyId)
                .chain(access -> access.onlyList().isPresent() ? nothing() : known(familyId))
                .map(known -> SuggestionView.of(known, Set.of(), limit));
    }

    /** What a family may want on a list: nothing of what is open on it, and what goes with that. */
    public Uni<List<SuggestionView>> ofList(Caller caller, UUID listId, int limit) {
        return lists.list(caller, listId)
                .chain(list -> (caller.pass().isPresent() ? nothing() : known(list.familyId()))
                        .chain(known -> Panache.withSession(() -> repository.open(list.familyId(), listId))
                                .map(open -> SuggestionView.of(known, open, limit))));
    }

    private static Uni<Suggestions> nothing() {
        return Uni.createFrom().item(Suggestions.none());
    }

    private Uni<Suggestions> known(UUID familyId) {
        return cache.get(
                key(familyId),
                () -> Panache.withSession(() -> repository.find(familyId))
                        .chain(found -> found == null || found.at().isBefore(now().minus(config.maxAge()))
                                ? computed(familyId)
                                : Uni.createFrom().item(read(found.content()))));
    }

    void changed(@Observes FamilyChanged change) {
        wants(change.familyId());
    }

    private void wants(UUID familyId) {
        if (waiting.size() < config.maxWaiting()) {
            waiting.add(familyId);
        }
    }

    @Scheduled(
            every = "${grocer.list.suggestions.every:15s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        var batch = waiting.stream().limit(config.batch()).toList();
        batch.forEach(waiting::remove);
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(family -> compute(family)
                        .onFailure()
                        .invoke(failure -> LOG.warn("Suggestions can't be computed; the next change tries again"))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Computes what a family may want. */
    Uni<Void> compute(UUID familyId) {
        return computed(familyId).chain(() -> cache.invalidate(key(familyId)));
    }

    /** Forgets what is cached of a family that is erased; the rows are the caller's to remove. */
    public Uni<Void> forget(UUID familyId) {
        waiting.remove(familyId);
        return cache.invalidate(key(familyId));
    }

    private Uni<Suggestions> computed(UUID familyId) {
        var now = now();
        return Panache.withTransaction(() -> repository
                .history(familyId, now.minus(config.lookBack()), config.maxHistory())
                .map(history -> Scores.of(history, LocalDate.ofInstant(now, ZoneOffset.UTC), config.maxKept()))
                .call(found -> repository.put(familyId, now, write(found))));
    }

    private Suggestions read(String content) {
        try {
            return json.readValue(content, Suggestions.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(Suggestions suggestions) {
        try {
            return json.writeValueAsString(suggestions);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(UUID familyId) {
        return "{" + familyId + "}";
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
