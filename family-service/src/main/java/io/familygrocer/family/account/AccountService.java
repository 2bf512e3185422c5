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

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/** Who somebody is, and whether they are. */
@ApplicationScoped
public class AccountService {

    private final PersonRepository people;
    private final PasswordHasher hasher;

    AccountService(PersonRepository people, PasswordHasher hasher) {
        this.people = people;
        this.hasher = hasher;
    }

    /** The hash for {@link #register}; to be made before the transaction, which must not wait for it. */
    public Uni<String> hash(String password) {
        return hasher.hash(password);
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
     * address is unknown as that the password is wrong. No transaction is open while the password is checked.
     */
    public Uni<Optional<PersonView>> verify(String email, String password) {
        return Panache.withSession(() -> people.findByEmail(email.strip()))
                .chain(found -> hasher.matches(password, found == null ? null : found.phc())
                        .map(right -> right ? Optional.of(found.person()) : Optional.empty()));
    }

    /**
     * Adds an account that is signed in to by other means, in the current transaction; fails with EMAIL_TAKEN as
     * {@link #register}.
     */
    public Uni<PersonView> registerWithoutPassword(String email, String displayName) {
        var person = new Person();
        person.id = UUID.randomUUID();
        person.email = email.strip();
        person.displayName = displayName.strip();
        person.createdAt = Clock.systemUTC().instant();
        return people.add(person)
                .invoke(added -> {
                    if (!added) {
                        throw ProblemException.of(FamilyProblem.EMAIL_TAKEN, null);
                    }
                })
                .replaceWith(PersonView.of(person));
    }

    /** The person with this address, in any spelling. */
    public Uni<Optional<PersonView>> find(String email) {
        return Panache.withSession(() -> people.findByEmail(email.strip()))
                .map(found -> Optional.ofNullable(found).map(PersonRepository.SignIn::person));
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

    private static PersonView present(Person person) {
        if (person == null) {
            throw ProblemException.of(CommonProblem.UNAUTHENTICATED, "The account is no more");
        }
        return PersonView.of(person);
    }
}
