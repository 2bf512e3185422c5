package io.familygrocer.family.account;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

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
                        select p.id, p.email, p.displayName, w.phc from Person p
                        left join Password w on w.personId = p.id where lower(p.email) = lower(?1)""", email).project(SignIn.class).firstResult();
    }

    /** The person, whose memberships nobody else adds to until the transaction ends; null where there is none. */
    Uni<Person> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    Uni<List<Person>> findAll(Collection<UUID> ids) {
        return list("id in ?1", ids);
    }

    /** What a sign-in needs. */
    record SignIn(UUID id, String email, String displayName, String phc) {

        PersonView person() {
            return new PersonView(id, email, displayName);
        }

        @Override
        public String toString() {
            return "SignIn[" + id + "]";
        }
    }
}
