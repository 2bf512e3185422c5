package io.familygrocer.list.sync;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.smallrye.mutiny.Uni;

import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.merge.Stamp;
import io.familygrocer.list.store.SyncClient;
import io.familygrocer.list.sync.Admission.Admitted;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/** Changes lists for those who are no replicas: plain REST, imports, copies. At the server's time, all or nothing. */
@ApplicationScoped
public class ChangeService {

    private final Admission admission;
    private final Workspaces workspaces;
    private final Outbox outbox;
    private final Event<FamilyChanged> announcements;

    ChangeService(Admission admission, Workspaces workspaces, Outbox outbox, Event<FamilyChanged> announcements) {
        this.admission = admission;
        this.workspaces = workspaces;
        this.outbox = outbox;
        this.announcements = announcements;
    }

    /**
     * Applies mutations in a transaction of their own.
     *
     * @param key names the call where its client may send it again: the repetition has no effect
     * @param unless is asked under the family's lock, before anything is applied; its failure refuses the call
     * @throws ProblemException the first mutation's refusal
     */
    public Uni<Void> apply(
            Caller caller, UUID familyId, UUID key, List<Mutation> mutations, Supplier<Uni<Void>> unless) {
        return applyUnless(caller, familyId, key, mutations, unless).replaceWithVoid();
    }

    /**
     * Like {@link #apply}.
     *
     * @return whether all was applied, and nothing newer stands; true where it was applied before
     */
    public Uni<Boolean> applyWholly(Caller caller, UUID familyId, UUID key, List<Mutation> mutations) {
        return applyUnless(
                caller, familyId, key, mutations, () -> Uni.createFrom().voidItem());
    }

    private Uni<Boolean> applyUnless(
            Caller caller, UUID familyId, UUID key, List<Mutation> mutations, Supplier<Uni<Void>> unless) {
        UUID clientId = key == null ? UUID.randomUUID() : key;
        return outbox.transaction(() -> admission
                        .admit(caller, familyId, clientId)
                        .chain(admitted -> admitted.client() != null
                                ? Uni.createFrom()
                                        .item(new AllApplied(admitted.family().revision(), true, 0))
                                : unless.get().chain(() -> applyAll(caller, admitted, clientId, key, mutations))))
                .invoke(applied -> announcements.fire(FamilyChanged.upTo(familyId, applied.revision)))
                .map(AllApplied::wholly);
    }

    private static SyncClient first(Caller caller, UUID familyId, UUID key) {
        var first = SyncClient.of(familyId, key, caller.personId());
        first.took(1, Clock.systemUTC().instant());
        return first;
    }

    /**
     * Applies mutations within the transaction that the caller has opened, at the server's time. They are announced by
     * {@link #announce}, once that has committed.
     *
     * @return what they came to; fails with the first mutation's refusal
     */
    public Uni<AllApplied> applyWithin(Caller caller, UUID familyId, List<Mutation> mutations) {
        UUID clientId = UUID.randomUUID();
        return admission
                .admit(caller, familyId, clientId)
                .chain(admitted -> applyAll(caller, admitted, clientId, null, mutations));
    }

    /** Tells whoever listens that a family is at a revision. */
    public void announce(UUID familyId, long revision) {
        announcements.fire(FamilyChanged.upTo(familyId, revision));
    }

    /** @param key null where nobody sends it again */
    private Uni<AllApplied> applyAll(
            Caller caller, Admitted admitted, UUID clientId, UUID key, List<Mutation> mutations) {
        var family = admitted.family();
        var client = key == null ? null : first(caller, family.familyId(), key);
        return workspaces.open(family, caller, admitted.access(), mutations).chain(workspace -> {
            long now = Clock.systemUTC().millis();
            int counter = 0;
            boolean wholly = true;
            int merged = 0;
            for (var mutation : mutations) {
                var at = new Stamp(now, counter++, clientId);
                var applied = workspace.apply(mutation, at);
                wholly &= applied.newer().isEmpty();
                merged += applied.merged() ? 1 : 0;
            }
            var all = new AllApplied(0, wholly, merged);
            return workspaces.save(workspace, client).replaceWith(() -> all.at(family.revision()));
        });
    }

    /**
     * What mutations came to that were applied all or none.
     *
     * @param revision the family's after them
     * @param wholly whether nothing newer stands
     * @param merged how many new items became one with another
     */
    public record AllApplied(long revision, boolean wholly, int merged) {

        AllApplied at(long reached) {
            return new AllApplied(reached, wholly, merged);
        }
    }
}
