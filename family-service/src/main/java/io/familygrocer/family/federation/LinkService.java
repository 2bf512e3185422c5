package io.familygrocer.family.federation;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.mail.MailService;
import io.familygrocer.family.mail.MailTemplate;
import io.familygrocer.family.preferences.PreferencesService;
import io.familygrocer.family.secondfactor.SecondFactorService;
import io.familygrocer.family.secret.Vault;
import io.familygrocer.family.session.AuthenticationMethod;
import io.familygrocer.family.session.DeviceInfo;
import io.familygrocer.family.session.EndReason;
import io.familygrocer.family.session.SessionService;
import io.familygrocer.family.session.SessionView;
import io.familygrocer.family.throttle.Reauthentication;
import io.familygrocer.family.wayin.WaysInService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/** Which accounts with providers sign a person in. Whoever adds or removes one holds the lock of its person. */
@ApplicationScoped
public class LinkService {

    private static final String MAIL = "federation-link-mail";

    private final Outbox outbox;
    private final FederationLinkRepository links;
    private final FederatedIdentityRepository identities;
    private final Providers providers;
    private final AccountService accounts;
    private final SessionService sessions;
    private final WaysInService ways;
    private final SecondFactorService factors;
    private final AuditService audit;
    private final MailService mail;
    private final PreferencesService preferences;
    private final Reauthentication reauthentication;
    private final ProviderVisitService visits;
    private final Vault vault;
    private final FederationConfig config;
    private final URI publicUrl;

    LinkService(
            Outbox outbox,
            FederationLinkRepository links,
            FederatedIdentityRepository identities,
            Providers providers,
            AccountService accounts,
            SessionService sessions,
            WaysInService ways,
            SecondFactorService factors,
            AuditService audit,
            MailService mail,
            PreferencesService preferences,
            Reauthentication reauthentication,
            ProviderVisitService visits,
            Vault vault,
            FederationConfig config,
            FamilyConfig family) {
        this.outbox = outbox;
        this.links = links;
        this.identities = identities;
        this.providers = providers;
        this.accounts = accounts;
        this.sessions = sessions;
        this.ways = ways;
        this.factors = factors;
        this.audit = audit;
        this.mail = mail;
        this.preferences = preferences;
        this.reauthentication = reauthentication;
        this.visits = visits;
        this.vault = vault;
        this.config = config;
        this.publicUrl = family.publicUrl();
    }

    /** What signs a person in, the oldest first. */
    public Uni<List<LinkView>> list(UUID personId) {
        return Panache.withSession(() -> identities.of(personId))
                .map(all -> all.stream().map(this::view).toList());
    }

    /**
     * The owner of an account, signed in to it, says yes. Fails with 404 where the challenge is none that waits for
     * them, with LINK_TAKEN where the account there was linked to another since.
     */
    public Uni<LinkView> confirm(UUID personId, LinkRequest request) {
        return outbox.transaction(() -> links.lock(vault.fingerprint(FederationService.LINK, request.challenge()))
                .map(link -> standing(link, personId))
                .call(() -> accounts.lock(personId))
                .chain(link -> join(link, personId)));
    }

    /** Sends somebody to a provider that they want to sign in with; fails as {@link Reauthentication#demand}, and 404. */
    public Uni<StartView> start(Caller caller, String name, LinkStartRequest request) {
        var provider = providers.get(name);
        return reauthentication
                .demand(caller, request.password())
                .chain(() -> visits.begin(provider, caller.personId()));
    }

    /**
     * Takes them back, and links the account there to the one here, whatever its address; the same one again changes
     * nothing. Fails as {@link ProviderVisitService#end}, with LINK_TAKEN where it is another person's.
     */
    public Uni<LinkView> finish(UUID personId, String name, LinkFinishRequest request) {
        return visits.end(providers.get(name), request.code(), request.state(), personId)
                .chain(account ->
                        outbox.transaction(() -> accounts.lock(personId).chain(() -> add(personId, account))));
    }

    private Uni<LinkView> add(UUID personId, ProviderAccount account) {
        String email = account.email() == null ? "" : account.email();
        return identities
                .find(account.issuer(), account.subject())
                .chain(known -> known != null
                        ? Uni.createFrom().item(known)
                        : identities
                                .add(personId, account.issuer(), account.subject(), email, now())
                                .chain(() -> identities.find(account.issuer(), account.subject()))
                                .call(identity -> note(identity, AuditAction.PROVIDER_LINKED)))
                .invoke(identity -> demandOwn(identity, personId))
                .map(this::view);
    }

    private static void demandOwn(FederatedIdentity identity, UUID personId) {
        if (!identity.personId.equals(personId)) {
            throw ProblemException.of(FamilyProblem.LINK_TAKEN, null);
        }
    }

    /**
     * Asks the owner of an account by mail, once a challenge; fails with ATTEMPT_OVER.
     *
     * @param language of who asks; the owner's own goes first, where they have chosen one
     */
    public Uni<Void> ask(LinkRequest request, String language) {
        String token = ProviderSignIn.newSecret();
        return outbox.transaction(() -> links.lock(vault.fingerprint(FederationService.LINK, request.challenge()))
                .map(link -> standing(link, null))
                .chain(link -> link.mailHash != null ? Uni.createFrom().voidItem() : send(link, token, language)));
    }

    /**
     * The owner of an account says yes by the link of a mail, and is signed in. Fails with ATTEMPT_OVER, LINK_TAKEN,
     * SIGN_IN_TO_LINK.
     */
    public Uni<SessionView> confirmByMail(LinkConfirmation request, DeviceInfo device) {
        return outbox.transaction(() -> links.lockByMail(vault.fingerprint(MAIL, request.token()))
                .map(link -> standing(link, null))
                .chain(link -> accounts.lock(link.personId).call(person -> join(link, person.id())))
                .call(this::demandOneFactor)
                .call(this::takeOver)
                .call(person -> audit.record(person.id(), AuditAction.SIGNED_IN, Map.of("by", "mail")))
                .chain(person -> sessions.open(person, device, Set.of(AuthenticationMethod.FEDERATED))));
    }

    /** Unlinks; 404 where the person has none of this id, LAST_WAY_IN where they could not sign in again. */
    public Uni<Void> remove(UUID personId, UUID id) {
        return outbox.transaction(() -> accounts.lock(personId)
                .chain(() -> identities.findOf(personId, id))
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound)
                .chain(identity -> identities
                        .delete(identity)
                        .call(() -> identities.flush())
                        .call(() -> ways.demandOne(personId))
                        .chain(() -> note(identity, AuditAction.PROVIDER_UNLINKED))));
    }

    /** A mailbox is not worth two factors: who has a second one signs in and confirms then. */
    private Uni<Void> demandOneFactor(PersonView person) {
        return factors.isOn(person.id())
                .invoke(on -> {
                    if (on) {
                        throw ProblemException.of(FamilyProblem.SIGN_IN_TO_LINK, null);
                    }
                })
                .replaceWithVoid();
    }

    /**
     * The mail shows that the address is theirs. Where nobody had shown it before, whoever made the account may have been
     * somebody else, waiting for this moment: what they could come back with goes.
     */
    private Uni<Void> takeOver(PersonView person) {
        if (person.emailVerified()) {
            return Uni.createFrom().voidItem();
        }
        return ways.forgetUnproven(person.id())
                .chain(() -> sessions.endAll(person.id(), null, EndReason.ALL_ENDED))
                .chain(() -> accounts.markVerified(person.id()));
    }

    private Uni<LinkView> join(FederationLink link, UUID personId) {
        return identities
                .add(personId, link.issuer, link.subject, link.email, now())
                .call(() -> links.delete(link))
                .chain(() -> identities.find(link.issuer, link.subject))
                .invoke(identity -> demandOwn(identity, personId))
                .call(identity -> note(identity, AuditAction.PROVIDER_LINKED))
                .map(this::view);
    }

    private Uni<Void> send(FederationLink link, String token, String language) {
        link.mailHash = vault.fingerprint(MAIL, token);
        link.expiresAt = now().plus(config.linkLifetime());
        return preferences
                .language(link.personId)
                .chain(own -> accounts.get(link.personId)
                        .chain(person -> mail.send(
                                person.email(),
                                own.orElse(language),
                                MailTemplate.LINK_PROVIDER,
                                Map.of(
                                        "name",
                                        person.displayName(),
                                        "provider",
                                        providers.displayName(link.issuer),
                                        "link",
                                        address(token),
                                        "minutes",
                                        Long.toString(config.linkLifetime().toMinutes())))));
    }

    private Uni<Void> note(FederatedIdentity identity, AuditAction action) {
        return audit.record(identity.personId, action, Map.of("provider", providers.displayName(identity.issuer)));
    }

    private String address(String token) {
        String base = publicUrl.toString();
        return (base.endsWith("/") ? base : base + "/") + "sign-in/link/" + token;
    }

    /** The link, where it still waits; for {@code personId}, where that is not null. */
    private static FederationLink standing(FederationLink link, UUID personId) {
        boolean stands = link != null && now().isBefore(link.expiresAt);
        if (personId != null && (!stands || !link.personId.equals(personId))) {
            throw ProblemException.notFound();
        }
        if (!stands) {
            throw ProblemException.of(FamilyProblem.ATTEMPT_OVER, null);
        }
        return link;
    }

    private LinkView view(FederatedIdentity identity) {
        return LinkView.of(identity, providers.displayName(identity.issuer));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
