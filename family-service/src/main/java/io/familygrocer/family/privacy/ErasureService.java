package io.familygrocer.family.privacy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.family.FamilyErasure;
import io.familygrocer.family.family.FamilyEvent;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.family.family.FamilySnapshot;
import io.familygrocer.family.family.Role;
import io.familygrocer.family.preferences.PreferencesService;
import io.familygrocer.family.secret.Vault;
import io.familygrocer.family.session.EndReason;
import io.familygrocer.family.session.SessionService;
import io.familygrocer.family.throttle.Reauthentication;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.privacy.Erasure;
import io.familygrocer.platform.privacy.Subject;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/**
 * Lets people and families be forgotten, everywhere. Here it is done with the request; every service, this one included,
 * erases when it hears of it and signs. {@link ErasureProgressService} sees to it that all do.
 */
@ApplicationScoped
public class ErasureService implements FamilyErasure {

    static final String PURPOSE = "erasure";

    private final Outbox outbox;
    private final ErasureRepository erasures;
    private final FamilyDataRepository data;
    private final Reauthentication reauthentication;
    private final AccountService accounts;
    private final FamilyService families;
    private final SessionService sessions;
    private final PreferencesService preferences;
    private final AuditService audit;
    private final Vault vault;
    private final InstantSource clock;
    private final ErasureLinks links;

    ErasureService(
            Outbox outbox,
            ErasureRepository erasures,
            FamilyDataRepository data,
            Reauthentication reauthentication,
            AccountService accounts,
            FamilyService families,
            SessionService sessions,
            PreferencesService preferences,
            AuditService audit,
            Vault vault,
            InstantSource clock,
            ErasureLinks links) {
        this.outbox = outbox;
        this.erasures = erasures;
        this.data = data;
        this.reauthentication = reauthentication;
        this.accounts = accounts;
        this.families = families;
        this.sessions = sessions;
        this.preferences = preferences;
        this.audit = audit;
        this.vault = vault;
        this.clock = clock;
        this.links = links;
    }

    /**
     * Erases the caller. Their sessions end with it, and their families go on without them.
     *
     * @throws ProblemException what {@link Reauthentication#demand} has; LAST_OWNER with the families that would have no owner
     */
    public Uni<ErasureAccepted> erasePerson(Caller caller, String password) {
        Instant now = clock.instant();
        var token = ErasureToken.random();
        return reauthentication
                .demand(caller, password)
                .chain(() -> outbox.transaction(() -> accounts.lock(caller.personId())
                        .call(person -> erasures.soleOwned(person.id()).invoke(ErasureService::demandOtherOwners))
                        .chain(person -> erase(person, token, now))));
    }

    private Uni<ErasureAccepted> erase(PersonView person, ErasureToken token, Instant now) {
        return preferences
                .language(person.id())
                .chain(language -> data.familiesOf(person.id()).chain(in -> {
                    var erasure = new Erasure(
                            UUID.randomUUID(), Subject.PERSON, person.id(), null, in, List.of(person.id()), now);
                    byte[] lastMail = vault.seal(
                            PURPOSE,
                            String.join("\n", token.value(), person.email(), language.orElse(""))
                                    .getBytes(StandardCharsets.UTF_8));
                    return erasures.add(erasure, token.hash(), lastMail)
                            .chain(() -> leave(person.id(), in))
                            .chain(() -> sessions.endAll(person.id(), null, EndReason.ERASED))
                            .chain(() -> preferences.forget(person.id()))
                            .chain(() -> Panache.getSession().chain(session -> session.flush()))
                            .chain(() -> data.removePerson(person.id(), in))
                            .chain(() -> outbox.add(PrivacyRequested.ErasureRequested.of(erasure)))
                            .replaceWith(() -> accepted(erasure, token));
                }));
    }

    private Uni<Void> leave(UUID personId, List<UUID> familyIds) {
        Uni<Void> left = Uni.createFrom().voidItem();
        for (UUID familyId : familyIds) {
            left = left.chain(() -> leave(personId, familyId));
        }
        return left;
    }

    /** A dissolved family that waits for its end has it now, where nobody is left who could bring it back. */
    private Uni<Void> leave(UUID personId, UUID familyId) {
        return data.lastOwner(familyId, personId)
                .chain(last -> last
                        ? eraseLocked(familyId, ErasureToken.random(), clock.instant())
                                .replaceWithVoid()
                        : data.removeMember(familyId, personId)
                                .chain(() -> families.publish(
                                        familyId, version -> new FamilyEvent.MemberLeft(familyId, personId, version))));
    }

    /**
     * Erases a family, for one of its owners and without the days of grace.
     *
     * @throws ProblemException what {@link Reauthentication#demand} has; 403 for who is no owner; 404 for who is no member
     */
    public Uni<ErasureAccepted> eraseFamily(Caller caller, UUID familyId, String password) {
        Instant now = clock.instant();
        var token = ErasureToken.random();
        return reauthentication
                .demand(caller, password)
                .chain(() -> outbox.transaction(() -> data.lockFamily(familyId)
                        .chain(() -> data.role(familyId, caller.personId()))
                        .invoke(role -> {
                            if (role.orElseThrow(ProblemException::notFound) != Role.OWNER) {
                                throw ProblemException.of(CommonProblem.FORBIDDEN, null);
                            }
                        })
                        .chain(() -> audit.record(
                                caller.personId(),
                                AuditAction.ERASURE_REQUESTED,
                                Map.of("familyId", familyId.toString())))
                        .chain(() -> Panache.getSession().chain(session -> session.flush()))
                        .chain(() -> eraseLocked(familyId, token, now))));
    }

    @Override
    public Uni<Void> familyDissolved(UUID familyId) {
        return Panache.getSession()
                .chain(session -> session.flush())
                .chain(() -> eraseLocked(familyId, ErasureToken.random(), clock.instant()))
                .replaceWithVoid();
    }

    private Uni<ErasureAccepted> eraseLocked(UUID familyId, ErasureToken token, Instant now) {
        return data.peopleIn(familyId).chain(people -> {
            var erasure =
                    new Erasure(UUID.randomUUID(), Subject.FAMILY, null, familyId, List.of(familyId), people, now);
            return erasures.add(erasure, token.hash(), null)
                    .chain(() -> data.removeFamily(familyId))
                    .chain(() -> outbox.add(PrivacyRequested.ErasureRequested.of(erasure)))
                    .chain(() -> outbox.addTombstone(FamilySnapshot.TOPIC, FamilySnapshot.TYPE, familyId.toString()))
                    .replaceWith(() -> accepted(erasure, token));
        });
    }

    private static void demandOtherOwners(List<ErasureRepository.FamilyName> inTheWay) {
        if (!inTheWay.isEmpty()) {
            throw ProblemException.of(FamilyProblem.LAST_OWNER, "Hand these families over or dissolve them first")
                    .with("families", inTheWay);
        }
    }

    private ErasureAccepted accepted(Erasure erasure, ErasureToken token) {
        return new ErasureAccepted(erasure.erasureId(), links.report(erasure.erasureId(), token));
    }
}
