package io.familygrocer.family.account;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/** Who somebody is, and whether they are. */
@ApplicationScoped
public class AccountService {

    private final PersonRepository people;
    private final PasswordHasher hasher;
    private final PasswordPolicy policy;
    private final FamilyConfig.Registration registration;

    AccountService(PersonRepository people, PasswordHasher hasher, PasswordPolicy policy, FamilyConfig config) {
        this.people = people;
        this.hasher = hasher;
        this.policy = policy;
        this.registration = config.registration();
    }

    /**
     * The hash of a new password, for {@link #register} and {@link #setPassword}; to be made before the transaction, which
     * must not wait for it. Fails with 400 where the password may not be chosen, see {@link PasswordPolicy#demand}, and
     * with BUSY.
     */
    public Uni<String> hash(String field, String password, Collection<String> own) {
        return Uni.createFrom().deferred(() -> {
            policy.demand(field, password, own);
            return hasher.hash(password);
        });
    }

    /** Adds an account, in the current transaction; fails with EMAIL_TAKEN where there is one. */
    public Uni<PersonView> register(String email, String displayName, String passwordHash) {
        var person = new Person();
        person.id = UUID.randomUUID();
        person.email = email.strip();
        person.displayName = displayName.strip();
        person.createdAt = Clock.systemUTC().instant();
        var password = new Password();
        password.personId = person.id;
        password.phc = passwordHash;
        password.changedAt = person.createdAt;
        return people.add(person)
                .chain(added -> added
                        ? Panache.getSession().chain(session -> session.persist(password))
                        : Uni.createFrom().failure(ProblemException.of(FamilyProblem.EMAIL_TAKEN, null)))
                .replaceWith(PersonView.of(person));
    }

    /**
     * The person whose address and password these are; empty where there is none. It takes as long to find that the
     * address is unknown as that the password is wrong. No transaction is open while the password is checked. A hash whose
     * parameters are no longer what they should be is made anew.
     */
    public Uni<Optional<PersonView>> verify(String email, String password) {
        return Panache.withSession(() -> people.findByEmail(email.strip()))
                .chain(found -> hasher.matches(password, found == null ? null : found.phc())
                        .call(right -> right
                                ? renew(found, password)
                                : Uni.createFrom().voidItem())
                        .map(right -> right ? Optional.of(found.person()) : Optional.empty()));
    }

    /**
     * Adds an account that is signed in to by other means, which have shown the address to be theirs, in the current
     * transaction; fails with EMAIL_TAKEN as {@link #register}, and where not everybody may register.
     *
     * @param invited whether they come by an invite, which the caller uses up in the same transaction
     */
    public Uni<PersonView> registerWithoutPassword(String email, String displayName, boolean invited) {
        var person = new Person();
        person.id = UUID.randomUUID();
        person.email = email.strip();
        person.displayName = displayName.strip();
        person.createdAt = Clock.systemUTC().instant();
        return demandOpen(invited)
                .chain(() -> people.add(person))
                .invoke(added -> {
                    if (!added) {
                        throw ProblemException.of(FamilyProblem.EMAIL_TAKEN, null);
                    }
                })
                .chain(() -> markVerified(person.id))
                .replaceWith(() -> new PersonView(person.id, person.email, true, person.displayName));
    }

    /** Whether this is the password of somebody who is signed in; false for who has none. */
    public Uni<Boolean> verify(UUID id, String password) {
        return Panache.withSession(() -> people.phc(id)).chain(phc -> hasher.matches(password, phc));
    }

    /** The person of an address, however it is spelt. */
    public Uni<Optional<PersonView>> find(String email) {
        return Panache.withSession(() -> people.findByEmail(email.strip()))
                .map(found -> Optional.ofNullable(found).map(PersonRepository.SignIn::person));
    }

    /** Sets the password of a person to one that {@link #hash} has made, in the current transaction. */
    public Uni<Void> setPassword(UUID id, String hash) {
        return people.setPassword(id, hash, Clock.systemUTC().instant());
    }

    /** Notes that an address was shown to be the person's, in the current transaction; again is fine. */
    public Uni<Void> markVerified(UUID id) {
        return people.update(
                        "emailVerifiedAt = ?2 where id = ?1 and emailVerifiedAt is null",
                        id,
                        Clock.systemUTC().instant())
                .replaceWithVoid();
    }

    /** Gives a person an address that was shown to be theirs, in the current transaction; fails with EMAIL_TAKEN. */
    public Uni<Void> changeEmail(UUID id, String email) {
        return people.changeEmail(id, email, Clock.systemUTC().instant()).map(changed -> {
            if (!changed) {
                throw ProblemException.of(FamilyProblem.EMAIL_TAKEN, null);
            }
            return null;
        });
    }

    /** The person; fails with 401 where the account is no more. */
    public Uni<PersonView> get(UUID id) {
        return Panache.withSession(() -> people.findById(id).map(AccountService::present));
    }

    /** The person, until the end of the transaction the only one who adds to their memberships; 401 as {@link #get}. */
    public Uni<PersonView> lock(UUID id) {
        return people.lock(id).map(AccountService::present);
    }

    /** Calls a person something else, in the current transaction; the person is locked as by {@link #lock}. */
    public Uni<PersonView> rename(UUID id, String displayName) {
        return people.lock(id).map(person -> {
            present(person);
            person.displayName = displayName;
            return present(person);
        });
    }

    /** What to call people; who has no account any more is left out. */
    public Uni<Map<UUID, String>> names(Collection<UUID> ids) {
        return Panache.withSession(() -> people.findAll(ids)
                .map(found ->
                        found.stream().collect(Collectors.toMap(person -> person.id, person -> person.displayName))));
    }

    private Uni<Void> demandOpen(boolean invited) {
        return switch (registration) {
            case OPEN -> Uni.createFrom().voidItem();
            case INVITE ->
                invited
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(ProblemException.of(FamilyProblem.INVITE_NEEDED, null));
            case CLOSED -> Uni.createFrom().failure(ProblemException.of(FamilyProblem.REGISTRATION_CLOSED, null));
        };
    }

    private Uni<Void> renew(PersonRepository.SignIn found, String password) {
        if (!hasher.isOutdated(found.phc())) {
            return Uni.createFrom().voidItem();
        }
        return hasher.hash(password)
                .chain(phc -> Panache.withTransaction(() -> people.rehash(found.id(), found.phc(), phc)))
                // Whoever is in a hurry is made stronger the next time.
                .onFailure(ProblemException.class)
                .recoverWithNull();
    }

    private static PersonView present(Person person) {
        if (person == null) {
            throw ProblemException.of(CommonProblem.UNAUTHENTICATED, "The account is no more");
        }
        return PersonView.of(person);
    }
}
