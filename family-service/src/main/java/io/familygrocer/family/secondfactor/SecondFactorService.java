package io.familygrocer.family.secondfactor;

import java.net.URLEncoder;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.mail.MailService;
import io.familygrocer.family.mail.MailTemplate;
import io.familygrocer.family.qr.QrCode;
import io.familygrocer.family.secret.Vault;
import io.familygrocer.family.throttle.Reauthentication;
import io.familygrocer.family.throttle.ThrottleService;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Signing in with a code beside the password: an authenticator app, and recovery codes for who has lost it. */
@ApplicationScoped
public class SecondFactorService {

    private static final String PURPOSE = "totp";
    private static final int SECRET_BYTES = 20;

    private final SecureRandom random = new SecureRandom();
    private final SecondFactorRepository factors;
    private final RecoveryCodes codes;
    private final AccountService accounts;
    private final Reauthentication reauthentication;
    private final ThrottleService throttle;
    private final MailService mails;
    private final AuditService audit;
    private final Vault vault;
    private final InstantSource clock;

    SecondFactorService(
            SecondFactorRepository factors,
            RecoveryCodes codes,
            AccountService accounts,
            Reauthentication reauthentication,
            ThrottleService throttle,
            MailService mails,
            AuditService audit,
            Vault vault,
            InstantSource clock) {
        this.factors = factors;
        this.codes = codes;
        this.accounts = accounts;
        this.reauthentication = reauthentication;
        this.throttle = throttle;
        this.mails = mails;
        this.audit = audit;
        this.vault = vault;
        this.clock = clock;
    }

    /** Whether a person has it on, and how many recovery codes are left. */
    public Uni<SecondFactorView> get(UUID personId) {
        return Panache.withSession(() -> factors.findById(personId)
                .chain(found -> found == null || !found.isOn()
                        ? Uni.createFrom().item(new SecondFactorView(false, 0))
                        : factors.countCodes(personId).map(left -> new SecondFactorView(true, left))));
    }

    /**
     * A new secret for a person's app, which counts once {@link #confirm} has seen a code of it; fails with
     * SECOND_FACTOR_ON, WRONG_PASSWORD, TOO_MANY_ATTEMPTS.
     */
    public Uni<EnrolmentView> enrol(Caller caller, String password) {
        UUID personId = caller.personId();
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return reauthentication
                .demand(caller, password)
                .chain(() -> Panache.withTransaction(() -> accounts.lock(personId)
                        .chain(person -> factors.lock(personId)
                                .chain(found -> keep(personId, found, secret))
                                .map(kept -> view(person, secret)))));
    }

    /** Turns it on; fails with 400 for a wrong code, SECOND_FACTOR_ON, or SECOND_FACTOR_OFF without a secret. */
    public Uni<RecoveryCodesView> confirm(UUID personId, String code, String language) {
        var fresh = codes.make();
        var attempt = Panache.withTransaction(() -> factors.lock(personId).chain(found -> {
            demand(found != null, FamilyProblem.SECOND_FACTOR_OFF);
            demand(!found.isOn(), FamilyProblem.SECOND_FACTOR_ON);
            if (!take(found, code)) {
                return Uni.createFrom().item(Optional.<RecoveryCodesView>empty());
            }
            found.confirmedAt = clock.instant();
            return renew(personId, fresh)
                    .chain(() -> tell(personId, language, MailTemplate.SECOND_FACTOR_ON, Map.of()))
                    .chain(() -> audit.record(personId, AuditAction.SECOND_FACTOR_ENABLED, Map.of()))
                    .replaceWith(Optional.of(new RecoveryCodesView(fresh)));
        }));
        return throttle.person(personId, attempt)
                .map(tried -> tried.orElseThrow(() -> ProblemException.invalid("code", "is not the current one")))
                .map(ThrottleService.Tried::value);
    }

    /** New recovery codes for old ones; fails with SECOND_FACTOR_OFF, WRONG_PASSWORD, TOO_MANY_ATTEMPTS. */
    public Uni<RecoveryCodesView> renewCodes(Caller caller, String password) {
        UUID personId = caller.personId();
        var fresh = codes.make();
        return reauthentication
                .demand(caller, password)
                .chain(() ->
                        Panache.withTransaction(() -> factors.lock(personId).chain(found -> {
                            demand(found != null && found.isOn(), FamilyProblem.SECOND_FACTOR_OFF);
                            return renew(personId, fresh)
                                    .chain(() -> audit.record(personId, AuditAction.RECOVERY_CODES_RENEWED, Map.of()));
                        })))
                .replaceWith(new RecoveryCodesView(fresh));
    }

    /** Turns it off; fails with SECOND_FACTOR_OFF, WRONG_PASSWORD, TOO_MANY_ATTEMPTS, or 400 for a wrong code. */
    public Uni<Void> turnOff(Caller caller, PasswordAndCodeRequest request, String language) {
        UUID personId = caller.personId();
        return reauthentication
                .demand(caller, request.password())
                .chain(() -> get(personId))
                .invoke(view -> demand(view.on(), FamilyProblem.SECOND_FACTOR_OFF))
                .chain(() -> use(personId, request.code(), language))
                .invoke(right -> {
                    if (!right) {
                        throw ProblemException.invalid("code", "is not the current one");
                    }
                })
                .chain(() -> Panache.withTransaction(() -> factors.deleteById(personId)
                        .chain(() -> tell(personId, language, MailTemplate.SECOND_FACTOR_OFF, Map.of()))
                        .chain(() -> audit.record(personId, AuditAction.SECOND_FACTOR_DISABLED, Map.of()))));
    }

    /** Whether a sign-in by password needs a code. */
    public Uni<Boolean> isOn(UUID personId) {
        return Panache.withSession(() -> factors.findById(personId)).map(found -> found != null && found.isOn());
    }

    /**
     * Whether a code is good, and uses it up: one of the app, or a recovery code. Fails with TOO_MANY_ATTEMPTS; not to be
     * called in a transaction.
     */
    public Uni<Boolean> use(UUID personId, String code, String language) {
        String typed = code.strip();
        var attempt = Panache.withTransaction(() -> factors.lock(personId).chain(found -> {
            if (found == null || !found.isOn()) {
                return Uni.createFrom().item(false);
            }
            return typed.length() == OneTimePassword.DIGITS
                    ? Uni.createFrom().item(take(found, typed))
                    : useRecoveryCode(personId, typed, language);
        }));
        return throttle.person(
                        personId, attempt.map(right -> right ? Optional.of(Boolean.TRUE) : Optional.<Boolean>empty()))
                .map(Optional::isPresent);
    }

    private Uni<Void> keep(UUID personId, Totp found, byte[] secret) {
        demand(found == null || !found.isOn(), FamilyProblem.SECOND_FACTOR_ON);
        var app = found == null ? new Totp() : found;
        app.personId = personId;
        app.secret = vault.seal(PURPOSE, secret);
        app.createdAt = clock.instant();
        app.lastStep = 0;
        return factors.persistAndFlush(app).replaceWithVoid();
    }

    private boolean take(Totp app, String code) {
        var step = OneTimePassword.find(vault.open(PURPOSE, app.secret), code, clock.instant(), app.lastStep);
        step.ifPresent(used -> app.lastStep = used);
        return step.isPresent();
    }

    private Uni<Boolean> useRecoveryCode(UUID personId, String code, String language) {
        return factors.useCode(personId, codes.hash(personId, code))
                .call(right -> right
                        ? factors.countCodes(personId)
                                .chain(left -> tell(
                                        personId,
                                        language,
                                        MailTemplate.RECOVERY_CODE_USED,
                                        Map.of("left", left.toString())))
                                .chain(() -> audit.record(personId, AuditAction.RECOVERY_CODE_USED, Map.of()))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> renew(UUID personId, List<String> fresh) {
        return factors.replaceCodes(
                personId, fresh.stream().map(code -> codes.hash(personId, code)).toList());
    }

    private Uni<Void> tell(UUID personId, String language, MailTemplate template, Map<String, String> values) {
        return accounts.get(personId).chain(person -> {
            var all = new HashMap<>(values);
            all.put("name", person.displayName());
            return mails.send(person.email(), language, template, all);
        });
    }

    private EnrolmentView view(PersonView person, byte[] secret) {
        String text = Base32.encode(secret);
        String issuer = encode("Family Grocer");
        String uri = "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(
                        issuer,
                        encode(person.email()),
                        text,
                        issuer,
                        OneTimePassword.DIGITS,
                        OneTimePassword.STEP_SECONDS);
        return new EnrolmentView(text, uri, QrCode.svg(uri));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static void demand(boolean fits, FamilyProblem otherwise) {
        if (!fits) {
            throw ProblemException.of(otherwise, null);
        }
    }
}
