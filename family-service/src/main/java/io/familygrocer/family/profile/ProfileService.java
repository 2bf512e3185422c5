package io.familygrocer.family.profile;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.family.FamilyService;

/** Puts together what we know about a person. */
@ApplicationScoped
public class ProfileService {

    private final AccountService accounts;
    private final FamilyService families;

    ProfileService(AccountService accounts, FamilyService families) {
        this.accounts = accounts;
        this.families = families;
    }

    /** The person and their families; fails with 401 where the account is no more. */
    public Uni<ProfileView> get(UUID personId) {
        return accounts.get(personId)
                .chain(person -> families.of(personId).map(memberships -> ProfileView.of(person, memberships)));
    }
}
