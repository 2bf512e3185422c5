package io.familygrocer.family.family;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.IdempotencyKey;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.token.AccessToken;
import io.familygrocer.family.token.AccessTokenService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.ProblemException;

/**
 * Families, and how people come into them. Who needs two locks takes the person's first and the family's second; who
 * needs those of several families takes them in the order of their ids.
 */
@ApplicationScoped
public class FamilyService {

    private static final String PURPOSE = "family";

    private final Outbox outbox;
    private final FamilyRepository families;
    private final MemberRepository members;
    private final FamilyGuard guard;
    private final SnapshotService snapshots;
    private final AccountService accounts;
    private final AccessTokenService tokens;
    private final AuditService audit;
    private final CurrentCaller caller;
    private final FamilyConfig.Limits limits;

    FamilyService(
            Outbox outbox,
            FamilyRepository families,
            MemberRepository members,
            FamilyGuard guard,
            SnapshotService snapshots,
            AccountService accounts,
            AccessTokenService tokens,
            AuditService audit,
            CurrentCaller caller,
            FamilyConfig config) {
        this.outbox = outbox;
        this.families = families;
        this.members = members;
        this.guard = guard;
        this.snapshots = snapshots;
        this.accounts = accounts;
        this.tokens = tokens;
        this.audit = audit;
        this.caller = caller;
        this.limits = config.limits();
    }

    /**
     * A new family, owned by its maker; fails with TOO_MANY_FAMILIES.
     *
     * @param idempotencyKey the same one makes the same family, once; null makes another one
     */
    public Uni<FamilyAccess> create(UUID maker, FamilyRequest request, String idempotencyKey) {
        UUID id = IdempotencyKey.idFor(PURPOSE, maker, idempotencyKey);
        return outbox.transaction(() -> accounts.lock(maker)
                .chain(person -> families.findById(id)
                        .chain(made -> made == null
                                ? found(id, person, request)
                                : guard.enter(maker, id).chain(entry -> access(made, person)))));
    }

    /** The families of a person, the oldest first; those that were dissolved only where the person owns them. */
    public Uni<List<Membership>> of(UUID personId) {
        return Panache.withSession(() -> members.of(personId));
    }

    /** A family that the person is in; anything else is not found. */
    public Uni<FamilyView> get(UUID personId, UUID familyId) {
        return Panache.withSession(
                () -> guard.look(personId, familyId).chain(entry -> view(entry.family(), entry.role())));
    }

    /** What the person is in the family; 404 where they are not in it, or it was dissolved. */
    public Uni<Role> roleOf(UUID personId, UUID familyId) {
        return Panache.withSession(() ->
                guard.look(personId, familyId).invoke(FamilyGuard::demandActive).map(FamilyGuard.Entry::role));
    }

    /**
     * Gives a family another name.
     *
     * @param expected whether the change may be made to the revision that is there; 412 where not
     */
    public Uni<FamilyView> rename(UUID personId, UUID familyId, FamilyRequest request, LongPredicate expected) {
        return outbox.transaction(() -> guard.enter(personId, familyId, Capability.RENAME)
                .chain(entry -> {
                    var family = entry.family();
                    demand(expected, family);
                    family.name = request.name().strip();
                    return snapshots
                            .changed(family, version -> new FamilyEvent.Renamed(family.id, family.name))
                            .chain(() -> view(family, entry.role()));
                }));
    }

    /** An access token of a session that says what is true in the current transaction. */
    public Uni<AccessToken> accessToken(PersonView person, AccessToken.Session session) {
        return of(person.id())
                .map(memberships -> tokens.issue(
                        person.id(),
                        person.displayName(),
                        session,
                        memberships.stream()
                                .filter(Membership::isActive)
                                .map(m ->
                                        new AccessToken.Family(m.id(), m.role().wire(), m.version()))
                                .toList()));
    }

    /** What a family is called; for who has an invite and is not in it yet. 404 where it was dissolved. */
    public Uni<String> name(UUID familyId) {
        return Panache.withSession(() -> families.findById(familyId)).map(family -> active(family).name);
    }

    /** The membership version of a family; 404 where it is no more or was dissolved. */
    public Uni<Long> version(UUID familyId) {
        return Panache.withSession(() -> families.findById(familyId)).map(family -> active(family).version);
    }

    /** Locks the family until the end of the transaction, for what no member does; 404 where it is no more. */
    public Uni<Void> lock(UUID familyId) {
        return guard.lock(familyId).replaceWithVoid();
    }

    /**
     * Locks the family until the end of the transaction and tells the caller's role in it; fails where the role may
     * not do that (403) or the caller is no member (404).
     */
    public Uni<Role> lockFor(Capability capability, UUID personId, UUID familyId) {
        return guard.enter(personId, familyId, capability).map(FamilyGuard.Entry::role);
    }

    /**
     * Lets somebody into a family, in the current transaction; who is in already stays as they are.
     *
     * @param admission says with which role, once the family is locked; not asked about who is in already
     */
    public Uni<FamilyAccess> join(UUID personId, UUID familyId, Uni<Role> admission) {
        return accounts.lock(personId)
                .chain(person -> guard.lock(familyId)
                        .invoke(FamilyService::active)
                        .chain(family -> members.find(familyId, personId)
                                .chain(already -> already == null
                                        ? admission.chain(role -> add(family, person, role))
                                        : access(family, person))));
    }

    /** As {@link #join}, for somebody who has no session yet, which an access token would be of. */
    public Uni<Void> admit(UUID personId, UUID familyId, Uni<Role> admission) {
        return accounts.lock(personId)
                .chain(person -> guard.lock(familyId)
                        .invoke(FamilyService::active)
                        .chain(family -> members.find(familyId, personId)
                                .chain(already -> already == null
                                        ? admission.chain(role -> enter(family, person, role))
                                        : Uni.createFrom().voidItem())));
    }

    /**
     * Publishes what has changed about a family that the current transaction has locked by {@link #lockFor}.
     *
     * @param event what has changed, for the version that it makes
     */
    public Uni<Void> publish(UUID familyId, LongFunction<FamilyEvent> event) {
        return guard.lock(familyId).chain(family -> snapshots.changed(family, event));
    }

    private Uni<FamilyAccess> found(UUID id, PersonView person, FamilyRequest request) {
        var family = Family.of(id, request.name().strip(), Clock.systemUTC().instant());
        return families.persist(family)
                .chain(() -> outbox.add(new FamilyEvent.Created(family.id, family.name)))
                .chain(() -> add(family, person, Role.OWNER));
    }

    private Uni<FamilyAccess> add(Family family, PersonView person, Role role) {
        return enter(family, person, role).chain(() -> access(family, person));
    }

    private Uni<Void> enter(Family family, PersonView person, Role role) {
        return bound(members.countOf(person.id()), limits.familiesPerPerson(), FamilyProblem.TOO_MANY_FAMILIES)
                .chain(() -> bound(members.countIn(family.id), limits.membersPerFamily(), FamilyProblem.FAMILY_FULL))
                .chain(() -> members.persist(Member.of(
                        family.id, person.id(), role, Clock.systemUTC().instant())))
                .chain(() -> snapshots.changed(
                        family,
                        version -> new FamilyEvent.MemberJoined(
                                family.id, person.id(), person.displayName(), role, version)))
                .chain(() ->
                        audit.record(person.id(), AuditAction.FAMILY_JOINED, Map.of("familyId", family.id.toString())));
    }

    /** A family as somebody sees it who is in it, and an access token that names it, as of the current transaction. */
    Uni<FamilyAccess> access(Family family, PersonView person) {
        return members.find(family.id, person.id())
                .chain(member -> view(family, member.role))
                .chain(view -> accessToken(person, session()).map(token -> new FamilyAccess(view, token.value())));
    }

    /** The session of the request: a new token that is given to the caller stays one of it. */
    private AccessToken.Session session() {
        return caller.person()
                .session()
                .map(session -> new AccessToken.Session(session.sessionId(), session.methods()))
                .orElseThrow(() -> ProblemException.of(CommonProblem.UNAUTHENTICATED, null));
    }

    /** A family as somebody with this role sees it, as of the current transaction. */
    Uni<FamilyView> view(Family family, Role role) {
        return members.in(family.id)
                .chain(all -> accounts.names(all.stream().map(Member::personId).toList())
                        .map(names -> FamilyView.of(family, role, all, names)));
    }

    /** Fails with 412 where the change was meant for another revision. */
    static void demand(LongPredicate expected, Family family) {
        if (!expected.test(family.revision)) {
            throw ProblemException.of(CommonProblem.STALE, null);
        }
    }

    private static Family active(Family family) {
        if (family == null || family.isDissolved()) {
            throw ProblemException.notFound();
        }
        return family;
    }

    private static Uni<Void> bound(Uni<Long> count, int limit, FamilyProblem problem) {
        return count.invoke(there -> {
                    if (there >= limit) {
                        throw ProblemException.of(problem, "At most %d".formatted(limit));
                    }
                })
                .replaceWithVoid();
    }
}
