package io.familygrocer.family.federation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.invite.InviteService;
import io.familygrocer.family.secret.Vault;
import io.familygrocer.family.session.AuthenticationMethod;
import io.familygrocer.family.session.DeviceInfo;
import io.familygrocer.family.session.SessionService;
import io.familygrocer.family.session.SessionView;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/**
 * Signing in by an account with another provider. Who was linked to it is signed in; whose verified address belongs to
 * an account here is asked whether that is theirs; everybody else gets a new account.
 */
@ApplicationScoped
public class FederationService {

    static final String LINK = "federation-link";

    private final Outbox outbox;
    private final Providers providers;
    private final ProviderVisitService visits;
    private final FederatedIdentityRepository identities;
    private final FederationLinkRepository links;
    private final AccountService accounts;
    private final SessionService sessions;
    private final InviteService invites;
    private final AuditService audit;
    private final Vault vault;
    private final FederationConfig config;

    FederationService(
            Outbox outbox,
            Providers providers,
            ProviderVisitService visits,
            FederatedIdentityRepository identities,
            FederationLinkRepository links,
            AccountService accounts,
            SessionService sessions,
            InviteService invites,
            AuditService audit,
            Vault vault,
            FederationConfig config) {
        this.outbox = outbox;
        this.providers = providers;
        this.visits = visits;
        this.identities = identities;
        this.links = links;
        this.accounts = accounts;
        this.sessions = sessions;
        this.invites = invites;
        this.audit = audit;
        this.vault = vault;
        this.config = config;
    }

    /** The providers that people may sign in with, by name. */
    public List<ProviderView> providers() {
        return providers.all().stream().map(ProviderView::of).toList();
    }

    /** Begins a sign-in; fails with 404 for an unknown provider, with PROVIDER_UNAVAILABLE, TOO_MANY_ATTEMPTS. */
    public Uni<StartView> start(String name) {
        return visits.begin(providers.get(name), null);
    }

    /**
     * Ends a sign-in. Fails with ATTEMPT_OVER, PROVIDER_REFUSED or PROVIDER_UNAVAILABLE; with LINK_REQUIRED, which
     * carries the challenge; with EMAIL_NOT_VERIFIED where nobody is linked and the provider does not vouch for the
     * address; as a registration does.
     */
    public Uni<SessionView> finish(String name, FinishRequest request, DeviceInfo device) {
        var provider = providers.get(name);
        return invites.guarded(
                        request.invite(),
                        visits.end(provider, request.code(), request.state(), null)
                                .chain(account ->
                                        outbox.transaction(() -> enter(provider, account, request.invite(), device))))
                // By a value up to here, not by a failure: that would roll back the challenge.
                .map(entry -> entry.session().orElseThrow(() -> linkRequired(provider, entry)));
    }

    /** Forgets what nobody came back for. */
    @Scheduled(
            every = "10m",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return outbox.transaction(() -> links.forget(now())).replaceWithVoid();
    }

    private Uni<Entry> enter(Provider provider, ProviderAccount account, String invite, DeviceInfo device) {
        return identities.find(account.issuer(), account.subject()).chain(known -> {
            if (known != null) {
                known.lastUsedAt = now();
                return accounts.get(known.personId).chain(person -> open(provider, person, device));
            }
            if (account.email() == null || !account.emailVerified()) {
                throw ProblemException.of(FamilyProblem.EMAIL_NOT_VERIFIED, null);
            }
            return accounts.find(account.email())
                    .chain(owner -> owner.map(person -> ask(person, account))
                            .orElseGet(() -> join(provider, account, invite, device)));
        });
    }

    /** A new account. Two at the same time end as one and an EMAIL_TAKEN. */
    private Uni<Entry> join(Provider provider, ProviderAccount account, String invite, DeviceInfo device) {
        return accounts.registerWithoutPassword(account.email(), displayName(account), invite != null)
                .call(person ->
                        identities.add(person.id(), account.issuer(), account.subject(), account.email(), now()))
                .call(person -> invite == null ? Uni.createFrom().voidItem() : invites.admit(person.id(), invite))
                .call(person ->
                        audit.record(person.id(), AuditAction.REGISTERED, Map.of("provider", provider.displayName())))
                .chain(person -> open(provider, person, device));
    }

    private Uni<Entry> open(Provider provider, PersonView person, DeviceInfo device) {
        return audit.record(person.id(), AuditAction.SIGNED_IN, Map.of("by", provider.displayName()))
                .chain(() -> sessions.open(person, device, Set.of(AuthenticationMethod.FEDERATED)))
                .map(session -> new Entry(Optional.of(session), null, null));
    }

    /** Only the owner of the account here can say whether the one there is theirs. */
    private Uni<Entry> ask(PersonView owner, ProviderAccount account) {
        String challenge = ProviderSignIn.newSecret();
        var link = new FederationLink();
        link.hash = vault.fingerprint(LINK, challenge);
        link.personId = owner.id();
        link.issuer = account.issuer();
        link.subject = account.subject();
        link.email = account.email();
        link.expiresAt = now().plus(config.linkLifetime());
        return links.persist(link).replaceWith(new Entry(Optional.empty(), challenge, owner.id()));
    }

    private ProblemException linkRequired(Provider provider, Entry entry) {
        return ProblemException.of(
                        FamilyProblem.LINK_REQUIRED,
                        "Sign in to the account, or ask for a mail, to confirm that it and the one with %s are yours"
                                .formatted(provider.displayName()))
                .with("challenge", entry.challenge())
                .with("expiresIn", config.linkLifetime().toSeconds());
    }

    /** What the provider calls them, cut to what a name may be here. */
    private static String displayName(ProviderAccount account) {
        String name = account.name() == null ? account.email().split("@", 2)[0] : account.name();
        String line = name.replaceAll("[\\p{Cc}\\p{Cs}]+", " ").strip();
        return line.isEmpty()
                ? "?"
                : line.substring(0, line.offsetByCodePoints(0, Math.min(60, line.codePointCount(0, line.length()))))
                        .strip();
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    /** How a sign-in ended: with a session, or with a challenge for the owner of an account. */
    private record Entry(Optional<SessionView> session, String challenge, UUID owner) {}
}
