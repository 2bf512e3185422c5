package io.familygrocer.family.profile;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.family.family.MembershipService;
import io.familygrocer.platform.events.Outbox;

/** Puts together what we know about a person. */
@ApplicationScoped
public class ProfileService {

    private final AccountService accounts;
    private final FamilyService families;
    private final MembershipService memberships;
    private final Outbox outbox;

    ProfileService(AccountService accounts, FamilyService families, MembershipService memberships, Outbox outbox) {
        this.accounts = accounts;
        this.families = families;
        this.memberships = memberships;
        this.outbox = outbox;
    }

    /** The person and their families; fails with 401 where the account is no more. */
    public Uni<ProfileView> get(UUID personId) {
        return accounts.get(personId)
                .chain(person -> families.of(personId).map(memberships -> ProfileView.of(person, memberships)));
    }

    /** Calls a person something else, in all their families; fails with 401 where the account is no more. */
    public Uni<ProfileView> rename(UUID personId, ProfileRequest request) {
        String name = request.displayName().strip();
        return outbox.transaction(() -> accounts.lock(personId)
                .chain(person -> person.displayName().equals(name)
                        ? Uni.createFrom().voidItem()
                        : accounts.rename(personId, name).chain(() -> memberships.renamed(personId, name)))
                .chain(() -> get(personId)));
    }
}
