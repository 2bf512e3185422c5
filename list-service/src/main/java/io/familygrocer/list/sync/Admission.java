package io.familygrocer.list.sync;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockTimeoutException;

import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.SyncClient;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/** Lets callers in who want to change something, one at a time in each family. */
@ApplicationScoped
class Admission {

    /** Who held it for so long is done by then, or never. */
    private static final int RETRY_SECONDS = 5;

    private final FamilyStore store;
    private final MembershipService memberships;

    Admission(FamilyStore store, MembershipService memberships) {
        this.store = store;
        this.memberships = memberships;
    }

    /**
     * Locks the family for the rest of the transaction. How far the client is, is read under the lock: a call that was sent
     * twice finds that its twin was first.
     *
     * @throws ProblemException 404 for a foreign family, 503 where somebody holds it for longer than the database waits
     */
    Uni<Admitted> admit(Caller caller, UUID familyId, UUID clientId) {
        return store.lock(familyId, caller.personId())
                .onItem()
                .ifNull()
                // Nobody makes a row for a family that they don't belong to.
                .switchTo(() -> memberships
                        .require(caller, familyId)
                        .chain(() -> store.make(familyId))
                        .chain(() -> store.lock(familyId, caller.personId())))
                .chain(locked -> {
                    var access = memberships.decide(caller, familyId, locked.heard());
                    return store.client(familyId, clientId)
                            .map(client -> new Admitted(locked.family(), client, access));
                })
                .onFailure(LockTimeoutException.class)
                .transform(waited -> ProblemException.of(ListProblem.FAMILY_BUSY, null)
                        .with(ProblemException.RETRY_AFTER, RETRY_SECONDS));
    }

    /**
     * A caller in a family that is locked.
     *
     * @param client null before its first call
     */
    record Admitted(FamilyRevision family, SyncClient client, Access access) {}
}
