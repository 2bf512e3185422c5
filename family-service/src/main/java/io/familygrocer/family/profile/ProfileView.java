package io.familygrocer.family.profile;

import java.util.List;
import java.util.UUID;

import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.family.FamilySummary;
import io.familygrocer.family.family.Membership;

/** A person, as they see themselves. */
public record ProfileView(UUID id, String email, String displayName, List<FamilySummary> families) {

    static ProfileView of(PersonView person, List<Membership> memberships) {
        return new ProfileView(
                person.id(),
                person.email(),
                person.displayName(),
                memberships.stream().map(FamilySummary::of).toList());
    }
}
