package io.familygrocer.family.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/** Staying signed in, and signing out. Sessions live in Postgres; no cache is ever asked whether one is still alive. */
@ApplicationScoped
public class SessionService {

    private final Outbox outbox;
    private final SessionRepository sessions;
    private final AccountService accounts;
    private final FamilyService families;
    private final InstantSource clock;
    private final FamilyConfig.Sessions config;

    SessionService(
            Outbox outbox,
            SessionRepository sessions,
            AccountService accounts,
            FamilyService families,
            InstantSource clock,
            FamilyConfig config) {
        this.outbox = outbox;
        this.sessions = sessions;
        this.accounts = accounts;
        this.families = families;
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
        var first = RefreshToken.first();
        var now = clock.instant();
        var session = Session.open(first, person.id(), device, methods, now, config);
        return outbox.transaction(() -> sessions.persistAndFlush(session)
                .chain(() -> endSurplus(person.id(), now))
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

    /** Trades a refresh token for its successor; fails with SESSION_OVER. See {@link Session#rotate}. */
    public Uni<SessionView> refresh(RefreshRequest request) {
        return RefreshToken.parse(request.refreshToken())
                // Refused by a value, not by a failure: that would roll back the end of the session.
                .map(token -> outbox.transaction(() -> rotate(token)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(view -> view.orElseThrow(() -> ProblemException.of(FamilyProblem.SESSION_OVER, null)));
    }

    /** Ends the session of a refresh token; one that has none to end is fine. */
    public Uni<Void> signOut(RefreshRequest request) {
        return RefreshToken.parse(request.refreshToken())
                .map(token -> outbox.transaction(() -> sessions.lock(token.sessionId())
                        .onItem()
                        .ifNotNull()
                        .call(session -> ifEnded(session, () -> session.signOut(token, clock.instant())))
                        .replaceWithVoid()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Forgets sessions that have long been over. */
    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return outbox.transaction(() -> sessions.forget(clock.instant().minus(config.retention())))
                .replaceWithVoid();
    }

    private Uni<Optional<SessionView>> rotate(RefreshToken token) {
        return sessions.lock(token.sessionId()).chain(session -> {
            if (session == null) {
                return Uni.createFrom().item(Optional.empty());
            }
            var successor = new AtomicReference<Optional<RefreshToken>>();
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
                        .sorted(Comparator.comparing((Session session) -> session.rotatedAt)
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
        return outbox.add(new SessionEvent.Ended(session.personId, session.id, session.endReason.wire()));
    }

    private Uni<SessionView> view(PersonView person, Session session, RefreshToken refresh) {
        return families.accessToken(person, session.claims()).map(access -> SessionView.of(person, access, refresh));
    }
}
