package io.familygrocer.family.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.family.rotation.RotatingToken;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.ProblemException;

/**
 * Staying signed in, and signing out. Sessions live in Postgres; no cache is ever asked whether one
 * is still alive.
 */
@ApplicationScoped
public class SessionService {

    /** More than that many ends in the life of a token are no longer told before the tokens expire by themselves. */
    private static final int COPIED = 1_000;

    private final Outbox outbox;
    private final SessionRepository sessions;
    private final AccountService accounts;
    private final FamilyService families;
    private final AuditService audit;
    private final EndedSessions ended;
    private final InstantSource clock;
    private final FamilyConfig.Sessions config;

    SessionService(
            Outbox outbox,
            SessionRepository sessions,
            AccountService accounts,
            FamilyService families,
            AuditService audit,
            EndedSessions ended,
            InstantSource clock,
            FamilyConfig config) {
        this.outbox = outbox;
        this.sessions = sessions;
        this.accounts = accounts;
        this.families = families;
        this.audit = audit;
        this.ended = ended;
        this.clock = clock;
        this.config = config.sessions();
    }

    /**
     * Opens a session for somebody who has shown who they are; in the current transaction, where there is one. One too
     * many ends the least recently used.
     *
     * @param methods how they have shown it, at least one
     */
    public Uni<SessionView> open(PersonView person, DeviceInfo device, Set<AuthenticationMethod> methods) {
        var first = RotatingToken.first(UUID.randomUUID());
        var now = clock.instant();
        var session = Session.open(first, person.id(), device, methods, now, config);
        return outbox.transaction(() -> sessions.persistAndFlush(session)
                .chain(() -> endSurplus(person.id(), now))
                .chain(() -> audit.record(
                        person.id(),
                        AuditAction.SIGNED_IN,
                        Map.of("device", device.name(), "methods", session.methods)))
                .chain(() -> view(person, session, first)));
    }

    /**
     * Ends every session of a person; in the current transaction, where there is one.
     *
     * @param except a session that goes on; null where none does
     */
    public Uni<Void> endAll(UUID personId, UUID except, EndReason reason) {
        var now = clock.instant();
        return outbox.transaction(() -> sessions.lockOpen(personId)
                .map(open -> open.stream()
                        .filter(session -> !session.id.equals(except))
                        .toList())
                .chain(open -> end(open, now, reason)));
    }

    /** Whether the sign-in that a caller's token is of was so short a time ago, and has not ended since. */
    public Uni<Boolean> isYoungerThan(Caller caller, Duration age) {
        return caller.session()
                .map(signIn -> Panache.withSession(() -> sessions.findById(signIn.sessionId()))
                        .map(session -> session != null
                                && session.personId.equals(caller.personId())
                                && session.endedAt == null
                                && session.createdAt.isAfter(clock.instant().minus(age))))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    /** A page of the live sessions of a person, the newest first. */
    public Uni<Page<SessionSummary>> list(Caller caller, Optional<SessionKey> after, int limit) {
        var current = caller.session().map(Caller.SignIn::sessionId).orElse(null);
        return Panache.withSession(() -> sessions.page(caller.personId(), after, clock.instant(), limit + 1))
                .map(rows -> Page.of(rows, limit, last -> SessionKey.of(last).text()))
                .map(page -> new Page<>(
                        page.items().stream()
                                .map(session -> SessionSummary.of(session, current))
                                .toList(),
                        page.next()));
    }

    /** Ends a session of the caller's; one that is over is fine, one that is not theirs is not found. */
    public Uni<Void> end(Caller caller, UUID id) {
        return outbox.transaction(() -> sessions.lock(id).chain(session -> {
            if (session == null || !session.personId.equals(caller.personId())) {
                return Uni.createFrom().failure(ProblemException.notFound());
            }
            return ifEnded(session, () -> session.end(clock.instant(), EndReason.ENDED));
        }));
    }

    /** Ends all sessions of the caller, or all but the one that asks. */
    public Uni<Void> endAll(Caller caller, boolean keepCurrent) {
        var current = caller.session().map(Caller.SignIn::sessionId).filter(id -> keepCurrent);
        return endAll(caller.personId(), current.orElse(null), EndReason.ALL_ENDED);
    }

    /** Trades a refresh token for its successor; fails with SESSION_OVER. See {@link Session#rotate}. */
    public Uni<SessionView> refresh(RefreshRequest request) {
        return RotatingToken.parse(request.refreshToken())
                // Refused by a value, not by a failure: that would roll back the end of the session.
                .map(token -> outbox.transaction(() -> rotate(token)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(view -> view.orElseThrow(() -> ProblemException.of(FamilyProblem.SESSION_OVER, null)));
    }

    /** Ends the session of a refresh token; one that has none to end is fine. */
    public Uni<Void> signOut(RefreshRequest request) {
        return RotatingToken.parse(request.refreshToken())
                .map(token -> outbox.transaction(() -> sessions.lock(token.id())
                        .onItem()
                        .ifNotNull()
                        .call(session -> ifEnded(session, () -> session.signOut(token, clock.instant())))
                        .replaceWithVoid()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Forgets sessions that have long been over. */
    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return outbox.transaction(() -> sessions.forget(clock.instant().minus(config.retention())))
                .replaceWithVoid();
    }

    /** Copies what has ended to where it is found fast, again and again, so that a copy that was lost comes back. */
    @Scheduled(
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> copyEnded() {
        return Panache.withSession(() -> sessions.endedSince(ended.horizon(), COPIED))
                .chain(ended::copy);
    }

    private Uni<Optional<SessionView>> rotate(RotatingToken token) {
        return sessions.lock(token.id()).chain(session -> {
            if (session == null) {
                return Uni.createFrom().item(Optional.empty());
            }
            var successor = new AtomicReference<Optional<RotatingToken>>();
            return ifEnded(session, () -> successor.set(session.rotate(token, clock.instant(), config)))
                    .chain(() -> successor
                            .get()
                            .map(refresh -> accounts.get(session.personId)
                                    .chain(person -> view(person, session, refresh))
                                    .map(Optional::of))
                            .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
        });
    }

    /** Says so where the step ends the session. */
    private Uni<Void> ifEnded(Session session, Runnable step) {
        boolean wasOpen = session.endedAt == null;
        step.run();
        return wasOpen && session.endedAt != null
                ? tell(session)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> endSurplus(UUID personId, Instant now) {
        return sessions.lockOpen(personId)
                .map(open -> open.stream()
                        .sorted(Comparator.comparing((Session session) -> session.chain.rotatedAt())
                                .reversed())
                        .skip(config.perPerson())
                        .toList())
                .chain(surplus -> end(surplus, now, EndReason.SURPLUS));
    }

    private Uni<Void> end(List<Session> open, Instant now, EndReason reason) {
        return Multi.createFrom()
                .iterable(open)
                .onItem()
                .transformToUniAndConcatenate(session -> ifEnded(session, () -> session.end(now, reason)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> tell(Session session) {
        var reason = session.endReason;
        var action = reason == EndReason.REUSE ? AuditAction.TOKEN_REUSED : AuditAction.SESSION_ENDED;
        return outbox.add(new SessionEvent.Ended(session.personId, session.id, reason.wire()))
                .chain(() -> audit.record(
                        session.personId, action, Map.of("reason", reason.wire(), "device", session.device)));
    }

    private Uni<SessionView> view(PersonView person, Session session, RotatingToken refresh) {
        return families.accessToken(person, session.claims()).map(access -> SessionView.of(person, access, refresh));
    }
}
