package io.familygrocer.family.profile;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;

/** Pictures of people; who has none has no row. */
@ApplicationScoped
class PictureRepository implements PanacheRepositoryBase<Picture, UUID> {}
