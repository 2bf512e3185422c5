package io.familygrocer.family.account;

import java.util.UUID;

/**
 * A person, as the other features see them.
 *
 * @param emailVerified whether the address was shown to be theirs
 * @param displayName what others see; never blank
 */
public record PersonView(UUID id, String email, boolean emailVerified, String displayName) {

    static PersonView of(Person person) {
        return new PersonView(person.id, person.email, person.emailVerifiedAt != null, person.displayName);
    }

    @Override
    public String toString() {
        return "PersonView[" + id + "]";
    }
}
