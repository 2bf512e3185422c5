package io.familygrocer.list.activity;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.list.sync.SyncService;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.ProblemException;

/** What has happened in a family, to be read and to be taken back. */
@ApplicationScoped
public class ActivityService {

    private final FamilyStore store;
    private final HistoryRepository log;
    private final MembershipService memberships;
    private final SyncService sync;

    ActivityService(FamilyStore store, HistoryRepository log, MembershipService memberships, SyncService sync) {
        this.store = store;
        this.log = log;
        this.memberships = memberships;
        this.sync = sync;
    }

    /**
     * What has happened, the newest first.
     *
     * @param listId only what was on that list; null for all that the caller sees
     * @param after where the page before ended; null for the first
     * @throws ProblemException 404 for a foreign family and for a list that the caller does not see
     */
    public Uni<Page<ActivityView>> page(Caller caller, UUID family, UUID listId, Long after, int limit) {
        return Panache.withSession(() -> memberships
                        .require(caller, family)
                        .chain(access -> store.restricted(family).chain(restricted -> {
                            var viewer = new Viewer(caller.personId(), access.onlyList());
                            var hidden = restricted.keySet().stream()
                                    .filter(list -> !viewer.sees(list, restricted.get(list)))
                                    .collect(Collectors.toSet());
                            if (listId != null && (!access.sees(listId) || hidden.contains(listId))) {
                                throw ProblemException.notFound();
                            }
                            var only = access.onlyList().or(() -> Optional.ofNullable(listId));
                            return log.page(family, only, hidden, after == null ? Long.MAX_VALUE : after, limit + 1);
                        })))
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
                .chain(subject -> sync.applyWholly(
                        caller, family, keyOf(caller, key), List.of(new Mutation.Undo(subject, revision))))
                .map(complete -> new UndoneView(revision, complete));
    }

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
