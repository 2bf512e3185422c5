package io.familygrocer.list.activity;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.history.History;
import io.familygrocer.list.history.HistoryRepository;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.replica.ReadReplica;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.list.sync.ChangeService;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.ProblemException;

/** What has happened in a family, to be read and to be taken back. */
@ApplicationScoped
public class ActivityService {

    private final ListStore store;
    private final HistoryRepository log;
    private final MembershipService memberships;
    private final ChangeService changes;
    private final ReadReplica replica;

    ActivityService(
            ListStore store,
            HistoryRepository log,
            MembershipService memberships,
            ChangeService changes,
            ReadReplica replica) {
        this.store = store;
        this.log = log;
        this.memberships = memberships;
        this.changes = changes;
        this.replica = replica;
    }

    /**
     * What has happened, the newest first.
     *
     * @param listId only what was on that list; null for all that the caller sees
     * @param after where the page before ended; null for the first
     * @param seen the revision that the caller has seen, at which a replica may answer; empty for the newest
     * @throws ProblemException 404 for a foreign family and for a list that the caller does not see
     */
    public Uni<Page<ActivityView>> page(
            Caller caller, UUID family, UUID listId, Long after, int limit, Optional<Long> seen) {
        return Panache.withSession(() -> memberships
                        .require(caller, family)
                        .chain(access -> store.restricted(family).map(restricted -> {
                            var viewer = new Viewer(caller.personId(), access.onlyList());
                            var hidden = restricted.keySet().stream()
                                    .filter(list -> !viewer.sees(list, restricted.get(list)))
                                    .collect(Collectors.toSet());
                            if (listId != null && (!access.sees(listId) || hidden.contains(listId))) {
                                throw ProblemException.notFound();
                            }
                            var only = access.onlyList().or(() -> Optional.ofNullable(listId));
                            return new Wanted(only, hidden);
                        })))
                .chain(wanted -> replica.read(
                        family,
                        seen,
                        () -> log.page(
                                family, wanted.only, wanted.hidden, after == null ? Long.MAX_VALUE : after, limit + 1)))
                .map(rows -> Page.of(rows, limit, row -> Long.toString(row.entry())))
                .map(page ->
                        new Page<>(page.items().stream().map(ActivityView::of).toList(), page.next()));
    }

    /**
     * Takes back what one mutation did, by a mutation like any other.
     *
     * @param key names the call where it may be sent again; may be null
     * @throws ProblemException 404 where there is no such activity, 403 where the caller may not
     */
    public Uni<UndoneView> undo(Caller caller, UUID family, long revision, String key) {
        return Panache.withSession(
                        () -> memberships.require(caller, family).chain(access -> log.entry(family, revision)))
                .map(ActivityService::subject)
                .chain(subject -> changes.applyWholly(
                        caller, family, keyOf(caller, key), List.of(new Mutation.Undo(subject, revision))))
                .map(complete -> new UndoneView(revision, complete));
    }

    /** Only what was on that list, and nothing of those. */
    private record Wanted(Optional<UUID> only, Set<UUID> hidden) {}

    private static UUID subject(List<History.Row> rows) {
        if (rows.isEmpty()) {
            throw ProblemException.of(ListProblem.ACTIVITY_UNKNOWN, null);
        }
        return rows.getFirst().subjectId();
    }

    private static UUID keyOf(Caller caller, String key) {
        return key == null
                ? null
                : UUID.nameUUIDFromBytes((caller.personId() + "/undo/" + key).getBytes(StandardCharsets.UTF_8));
    }
}
