package io.familygrocer.family.preferences;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;

/** What people have chosen for themselves; who has not chosen has no row. */
@ApplicationScoped
class PersonPreferencesRepository implements PanacheRepositoryBase<PersonPreferences, UUID> {}
