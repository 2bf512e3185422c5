package io.familygrocer.family.session;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/** Signing up, in, on and out. Sessions live in Postgres; no cache is ever asked whether one is still alive. */
@ApplicationScoped
public class SessionService {

    private final Outbox outbox;
    private final SessionRepository sessions;
    private final AccountService accounts;
    private final FamilyService families;
    private final FamilyConfig.Sessions config;

    SessionService(
            Outbox outbox,
            SessionRepository sessions,
            AccountService accounts,
            FamilyService families,
            FamilyConfig config) {
        this.outbox = outbox;
        this.sessions = sessions;
        this.accounts = accounts;
        this.families = families;
        this.config = config.sessions();
    }

    /** Makes an account and signs it in; fails with EMAIL_TAKEN or BUSY. */
    public Uni<SessionView> register(RegisterRequest request) {
        return accounts.hash(request.password())
                .chain(hash -> outbox.transaction(() -> accounts.register(request.email(), request.displayName(), hash)
                        .chain(this::open)));
    }

    /** Signs somebody in; fails with WRONG_CREDENTIALS or BUSY. */
    public Uni<SessionView> signIn(SignInRequest request) {
        return accounts.verify(request.email(), request.password())
                .map(found -> found.orElseThrow(() -> ProblemException.of(FamilyProblem.WRONG_CREDENTIALS, null)))
                .chain(person -> outbox.transaction(() -> open(person)));
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
                        .invoke(session -> session.signOut(token, now()))
                        .replaceWithVoid()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Forgets sessions that have long been over. */
    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return outbox.transaction(() -> sessions.forget(now().minus(config.retention())))
                .replaceWithVoid();
    }

    private Uni<SessionView> open(PersonView person) {
        var first = RefreshToken.first();
        var now = now();
        return sessions.persistAndFlush(Session.open(first, person.id(), now, config.lifetime()))
                .chain(() -> sessions.endSurplus(person.id(), now, config.perPerson()))
                .chain(() -> view(person, first));
    }

    private Uni<Optional<SessionView>> rotate(RefreshToken token) {
        return sessions.lock(token.sessionId()).chain(session -> {
            var successor = Optional.ofNullable(session)
                    .flatMap(live -> live.rotate(token, now(), config.lifetime(), config.repeatWindow()));
            if (successor.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            return accounts.get(session.personId)
                    .chain(person -> view(person, successor.get()))
                    .map(Optional::of);
        });
    }

    private Uni<SessionView> view(PersonView person, RefreshToken refresh) {
        return families.accessToken(person).map(access -> SessionView.of(person, access, refresh));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
