package io.familygrocer.family.family;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.LongPredicate;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.token.AccessToken;
import io.familygrocer.family.token.AccessTokenService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.ProblemException;

/**
 * Who is in which family, and as what. The database decides about access, not the token: it is here that the truth is.
 * Who needs two locks takes the person's first and the family's second.
 */
@ApplicationScoped
public class FamilyService {

    private final Outbox outbox;
    private final FamilyRepository families;
    private final MemberRepository members;
    private final AccountService accounts;
    private final AccessTokenService tokens;
    private final CurrentCaller caller;
    private final FamilyConfig.Limits limits;

    FamilyService(
            Outbox outbox,
            FamilyRepository families,
            MemberRepository members,
            AccountService accounts,
            AccessTokenService tokens,
            CurrentCaller caller,
            FamilyConfig config) {
        this.outbox = outbox;
        this.families = families;
        this.members = members;
        this.accounts = accounts;
        this.tokens = tokens;
        this.caller = caller;
        this.limits = config.limits();
    }

    /** A new family, owned by its maker; fails with TOO_MANY_FAMILIES. */
    public Uni<FamilyAccess> create(UUID maker, FamilyRequest request) {
        return outbox.transaction(() -> accounts.lock(maker).chain(person -> {
            var family = Family.of(request.name().strip(), Clock.systemUTC().instant());
            return families.persist(family)
                    .chain(() -> outbox.add(new FamilyEvent.Created(family.id, family.name)))
                    .chain(() -> add(family, person, Role.OWNER));
        }));
    }

    /** The families of a person, the oldest first. */
    public Uni<List<Membership>> of(UUID personId) {
        return Panache.withSession(() -> members.of(personId));
    }

    /** A family that the person is in; anything else is not found. */
    public Uni<FamilyView> get(UUID personId, UUID familyId) {
        return Panache.withSession(() -> families.findById(familyId).chain(family -> view(family, personId)));
    }

    /**
     * Gives a family another name.
     *
     * @param expected whether the change may be made to the revision that is there; 412 where not
     */
    public Uni<FamilyView> rename(UUID personId, UUID familyId, FamilyRequest request, LongPredicate expected) {
        return outbox.transaction(() -> lock(familyId)
                .chain(family -> allow(family, personId, Capability.RENAME)
                        .chain(() -> {
                            if (!expected.test(family.revision)) {
                                throw ProblemException.of(CommonProblem.STALE, null);
                            }
                            family.rename(request.name().strip());
                            return outbox.add(new FamilyEvent.Renamed(family.id, family.name));
                        })
                        .chain(() -> view(family, personId))));
    }

    /** Takes somebody out of a family, maybe oneself; fails with LAST_OWNER, or 403 for who may not. */
    public Uni<Void> remove(UUID personId, UUID familyId, UUID leaverId) {
        return outbox.transaction(() -> lock(familyId)
                .chain(family -> member(familyId, personId)
                        .chain(caller -> leaver(caller, leaverId))
                        .call(leaver -> keepAnOwner(leaver))
                        .call(members::delete)
                        .chain(leaver -> outbox.add(
                                new FamilyEvent.MemberLeft(familyId, leaver.personId(), family.membershipChanged())))));
    }

    /** An access token of a session that says what is true in the current transaction. */
    public Uni<AccessToken> accessToken(PersonView person, AccessToken.Session session) {
        return of(person.id())
                .map(memberships -> tokens.issue(
                        person.id(),
                        person.displayName(),
                        session,
                        memberships.stream()
                                .map(m ->
                                        new AccessToken.Family(m.id(), m.role().wire(), m.version()))
                                .toList()));
    }

    /** What a family is called; for who has an invite and is not in it yet. */
    public Uni<String> name(UUID familyId) {
        return Panache.withSession(() -> families.findById(familyId)).map(family -> family.name);
    }

    /**
     * Locks the family until the end of the transaction and tells the caller's role in it; fails where the role may
     * not do that (403) or the caller is no member (404).
     */
    public Uni<Role> lockFor(Capability capability, UUID personId, UUID familyId) {
        return lock(familyId).chain(family -> allow(family, personId, capability));
    }

    /**
     * Lets somebody into a family, in the current transaction; who is in already stays as they are.
     *
     * @param admission says with which role, once the family is locked; not asked about who is in already
     */
    public Uni<FamilyAccess> join(UUID personId, UUID familyId, Uni<Role> admission) {
        return accounts.lock(personId)
                .chain(person -> lock(familyId)
                        .chain(family -> members.find(familyId, personId)
                                .chain(already -> already == null
                                        ? admission.chain(role -> add(family, person, role))
                                        : access(family, person))));
    }

    private Uni<FamilyAccess> add(Family family, PersonView person, Role role) {
        return bound(members.countOf(person.id()), limits.familiesPerPerson(), FamilyProblem.TOO_MANY_FAMILIES)
                .chain(() -> bound(members.countIn(family.id), limits.membersPerFamily(), FamilyProblem.FAMILY_FULL))
                .chain(() -> members.persist(Member.of(
                        family.id, person.id(), role, Clock.systemUTC().instant())))
                .chain(() -> outbox.add(new FamilyEvent.MemberJoined(
                        family.id, person.id(), person.displayName(), role, family.membershipChanged())))
                .chain(() -> access(family, person));
    }

    private Uni<FamilyAccess> access(Family family, PersonView person) {
        return view(family, person.id())
                .chain(view -> accessToken(person, session()).map(token -> new FamilyAccess(view, token.value())));
    }

    /** The session of the request: a new token that is given to the caller stays one of it. */
    private AccessToken.Session session() {
        return caller.person()
                .session()
                .map(session -> new AccessToken.Session(session.sessionId(), session.methods()))
                .orElseThrow(() -> ProblemException.of(CommonProblem.UNAUTHENTICATED, null));
    }

    private Uni<Family> lock(UUID familyId) {
        return families.lock(familyId).onItem().ifNull().failWith(ProblemException::notFound);
    }

    private Uni<Member> member(UUID familyId, UUID personId) {
        return members.find(familyId, personId).onItem().ifNull().failWith(ProblemException::notFound);
    }

    private Uni<Role> allow(Family family, UUID personId, Capability capability) {
        return member(family.id, personId).map(caller -> {
            if (!caller.role.may(capability)) {
                throw ProblemException.of(CommonProblem.FORBIDDEN, null);
            }
            return caller.role;
        });
    }

    private Uni<Member> leaver(Member caller, UUID leaverId) {
        if (caller.personId().equals(leaverId)) {
            return Uni.createFrom().item(caller);
        }
        return member(caller.key.familyId(), leaverId).invoke(other -> {
            if (!caller.role.may(Capability.REMOVE) || !caller.role.reaches(other.role)) {
                throw ProblemException.of(CommonProblem.FORBIDDEN, null);
            }
        });
    }

    private Uni<Void> keepAnOwner(Member leaver) {
        if (leaver.role != Role.OWNER) {
            return Uni.createFrom().voidItem();
        }
        return members.countOwners(leaver.key.familyId())
                .invoke(owners -> {
                    if (owners == 1) {
                        throw ProblemException.of(FamilyProblem.LAST_OWNER, null);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<FamilyView> view(Family family, UUID personId) {
        if (family == null) {
            return Uni.createFrom().failure(ProblemException.notFound());
        }
        return members.in(family.id).chain(all -> {
            var role = all.stream()
                    .filter(member -> member.personId().equals(personId))
                    .map(member -> member.role)
                    .findAny()
                    .orElseThrow(ProblemException::notFound);
            return accounts.names(all.stream().map(Member::personId).toList())
                    .map(names -> FamilyView.of(family, role, all, names));
        });
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
