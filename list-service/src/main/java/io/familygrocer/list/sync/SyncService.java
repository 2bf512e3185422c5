package io.familygrocer.list.sync;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.history.HistoryRepository;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.SyncClient;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.list.sync.Answers.Answer;
import io.familygrocer.list.sync.Answers.Done;
import io.familygrocer.list.sync.Answers.Place;
import io.familygrocer.list.sync.SyncResponse.Outcome;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/** Sync calls of replicas, one family at a time; what changes lists otherwise is {@link ChangeService}. */
@ApplicationScoped
public class SyncService {

    private final FamilyStore store;
    private final MembershipService memberships;
    private final Admission admission;
    private final HistoryRepository log;
    private final Outbox outbox;
    private final ListConfig config;
    private final Intake intake;
    private final GroupCommitService groups;
    private final Workspaces workspaces;
    private final Answers answers;
    private final Event<FamilyChanged> announcements;

    SyncService(
            FamilyStore store,
            MembershipService memberships,
            Admission admission,
            HistoryRepository log,
            Outbox outbox,
            ListConfig config,
            Intake intake,
            GroupCommitService groups,
            Workspaces workspaces,
            Answers answers,
            Event<FamilyChanged> announcements) {
        this.store = store;
        this.memberships = memberships;
        this.admission = admission;
        this.log = log;
        this.outbox = outbox;
        this.config = config;
        this.intake = intake;
        this.groups = groups;
        this.workspaces = workspaces;
        this.answers = answers;
        this.announcements = announcements;
    }

    /**
     * Takes a replica's mutations, each once, and tells it what has changed.
     *
     * @throws ProblemException 404 for a foreign family, 409 for a gap in the sequence or another's client id
     */
    public Uni<SyncResponse> sync(Caller caller, SyncRequest request) {
        if (request.ops().size() > config.maxMutations()) {
            throw ProblemException.invalid("mutations", "must be at most " + config.maxMutations());
        }
        return request.ops().isEmpty() ? pull(caller, request) : push(caller, request);
    }

    /**
     * An answer is of one moment: it takes several statements, and what is written between them would vanish from it. So
     * it looks whether the family still stands where it stood, which it nearly always does, and else reads again in a
     * snapshot. In one session, as {@link #push}: a connection is taken from the pool once.
     */
    private Uni<SyncResponse> pull(Caller caller, SyncRequest request) {
        return Panache.withSession(() -> look(caller, request, false))
                .onItem()
                .ifNull()
                .switchTo(() ->
                        Panache.withTransaction(() -> store.seeOneMoment().chain(() -> look(caller, request, true))))
                .chain(answer -> answer.resumesPurge() == 0
                        ? Uni.createFrom().item(answer.response())
                        : Panache.withTransaction(() -> resumes(caller, request, answer))
                                .replaceWith(answer.response()));
    }

    /** Null where the family has moved on meanwhile, which can't be where the transaction sees one moment. */
    private Uni<Answer> look(Caller caller, SyncRequest request, boolean snapshot) {
        return memberships
                .require(caller, request.familyId())
                .chain(access -> store.place(request.familyId(), request.clientId())
                        .chain(found -> {
                            var answer = answers.answer(
                                    viewer(caller, access), request, Place.read(found, snapshot), Done.nothing());
                            boolean nothingToRead =
                                    request.since() == found.family().revision();
                            return snapshot || nothingToRead
                                    ? answer
                                    : answer.chain(read -> store.stand(request.familyId())
                                            .map(now -> now.equals(found.family()) ? read : null));
                        }));
    }

    private Uni<SyncResponse> push(Caller caller, SyncRequest request) {
        var ops = intake.read(request);
        return groups.push(caller, request, ops)
                .chain(shared -> shared.map(Uni.createFrom()::item)
                        .orElseGet(() -> outbox.transaction(() -> pushAlone(caller, request, ops))))
                .invoke(pushed -> {
                    if (pushed.change().revision() > pushed.change().before()) {
                        announcements.fire(pushed.change());
                    }
                })
                .map(Pushed::response);
    }

    private Uni<Pushed> pushAlone(Caller caller, SyncRequest request, List<ReadOp> ops) {
        return admission.admit(caller, request.familyId(), request.clientId()).chain(admitted -> {
            var access = admitted.access();
            var family = admitted.family();
            long before = family.revision();
            var client = Intake.client(caller, request, admitted.client());
            Intake.requireNoGap(client, ops);
            return takeAll(caller, access, family, client, ops)
                    .chain(done -> answers.answer(
                                    viewer(caller, access), request, Place.locked(family.stand(), client, before), done)
                            .call(answer -> resumes(caller, request, answer))
                            .map(answer -> new Pushed(
                                    answer.response(),
                                    new FamilyChanged(
                                            request.familyId(),
                                            before,
                                            family.revision(),
                                            done.changes().orElse(List.of())))));
        });
    }

    /** Notes where the client has to come back for the rest of everything. */
    private Uni<Void> resumes(Caller caller, SyncRequest request, Answer answer) {
        return answer.resumesPurge() == 0
                ? Uni.createFrom().voidItem()
                : store.resumes(request.familyId(), request.clientId(), caller.personId(), answer.resumesPurge());
    }

    private Uni<Done> takeAll(
            Caller caller, Access access, FamilyRevision family, SyncClient client, List<ReadOp> ops) {
        return workspaces.open(family, caller, access, ReadOp.mutations(ops)).chain(workspace -> {
            var taken = intake.takeAll(ops, workspace, client);
            return workspaces
                    .save(workspace, client)
                    .chain(() -> outcomes(family.familyId(), taken))
                    .map(outcomes -> new Done(outcomes, workspace.changes()));
        });
    }

    /** Who made the writes that stand, the log knows; it is asked only where there are any. */
    private Uni<List<Outcome>> outcomes(UUID familyId, List<Taken> taken) {
        var newer = taken.stream().filter(one -> one.newer().isPresent()).toList();
        var authors = newer.isEmpty()
                ? Uni.createFrom().item(Map.<String, UUID>of())
                : log.authors(
                        familyId,
                        newer.stream().map(Taken::document).collect(Collectors.toSet()),
                        newer.stream().map(one -> one.newer().get().toString()).collect(Collectors.toSet()));
        return authors.map(
                known -> taken.stream().map(one -> one.outcome(known)).toList());
    }

    private static Viewer viewer(Caller caller, Access access) {
        return new Viewer(caller.personId(), access.onlyList());
    }
}
