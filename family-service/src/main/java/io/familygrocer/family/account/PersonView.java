package io.familygrocer.family.account;

import java.util.UUID;

/**
 * A person, as the other features see them.
 *
 * @param displayName what others see; never blank
 */
public record PersonView(UUID id, String email, String displayName) {

    static PersonView of(Person person) {
        return new PersonView(person.id, person.email, person.displayName);
    }
}
