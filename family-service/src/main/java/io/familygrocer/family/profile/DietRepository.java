package io.familygrocer.family.profile;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;

/** What members eat; who has said nothing has no row. */
@ApplicationScoped
class DietRepository implements PanacheRepositoryBase<Diet, Diet.Key> {}
