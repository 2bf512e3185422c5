package io.familygrocer.list.photo;

import java.util.UUID;

/**
 * A picture that is kept.
 *
 * @param familyId the family whose it is
 * @param photo its name, which follows from what it shows; goes into the field {@code photo} of an item
 * @param width in pixels
 * @param height in pixels
 * @param bytes how large it is
 */
public record Photo(UUID familyId, String photo, int width, int height, int bytes) {}
