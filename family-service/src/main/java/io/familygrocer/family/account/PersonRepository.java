package io.familygrocer.family.account;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import org.hibernate.exception.ConstraintViolationException;

/** Who has an account. */
@ApplicationScoped
class PersonRepository implements PanacheRepositoryBase<Person, UUID> {

    private static final String ADD = """
            insert into person (id, email, display_name, created_at) values (?1, ?2, ?3, ?4)
            on conflict (lower(email)) do nothing""";

    /** Adds a person; false where the address is taken, also by a registration that commits at the same time. */
    Uni<Boolean> add(Person person) {
        return getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter(1, person.id)
                        .setParameter(2, person.email)
                        .setParameter(3, person.displayName)
                        .setParameter(4, person.createdAt)
                        .executeUpdate()
                        .map(rows -> rows == 1));
    }

    /** A person and the hash of their password; null where there is no such account, a null hash where no password. */
    Uni<SignIn> findByEmail(String email) {
        return find("""
                        select p.id, p.email, p.emailVerifiedAt, p.displayName, w.phc from Person p
                        left join Password w on w.personId = p.id where lower(p.email) = lower(?1)""", email).project(SignIn.class).firstResult();
    }

    /** The person, whose memberships nobody else adds to until the transaction ends; null where there is none. */
    Uni<Person> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Gives a person another address; false where that is taken, also by somebody who commits at the same time. */
    Uni<Boolean> changeEmail(UUID id, String email, Instant verifiedAt) {
        return update("email = ?2, emailVerifiedAt = ?3 where id = ?1", id, email, verifiedAt)
                .map(rows -> rows == 1)
                .onFailure(ConstraintViolationException.class)
                .recoverWithItem(false);
    }

    /** The hash of a person's password; null where there is none. */
    Uni<String> phc(UUID id) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "select phc from Password where personId = ?1", String.class)
                        .setParameter(1, id)
                        .getSingleResultOrNull());
    }

    /** Replaces a hash by another of the same password, unless the password was changed meanwhile. */
    Uni<Void> rehash(UUID id, String old, String phc) {
        return getSession()
                .chain(session -> session.createMutationQuery(
                                "update Password set phc = ?3 where personId = ?1 and phc = ?2")
                        .setParameter(1, id)
                        .setParameter(2, old)
                        .setParameter(3, phc)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Sets a password, the first one or another. */
    Uni<Void> setPassword(UUID id, String phc, Instant now) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into password (person_id, phc, changed_at) values (?1, ?2, ?3)
                                on conflict (person_id) do update set phc = ?2, changed_at = ?3""")
                        .setParameter(1, id)
                        .setParameter(2, phc)
                        .setParameter(3, now)
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<List<Person>> findAll(Collection<UUID> ids) {
        return list("id in ?1", ids);
    }

    /** What a sign-in needs. */
    record SignIn(UUID id, String email, Instant emailVerifiedAt, String displayName, String phc) {

        PersonView person() {
            return new PersonView(id, email, emailVerifiedAt != null, displayName);
        }

        @Override
        public String toString() {
            return "SignIn[" + id + "]";
        }
    }
}
