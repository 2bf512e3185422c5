package io.familygrocer.family.profile;

/** The bytes of a picture and what they are. */
public record PictureView(String mediaType, byte[] bytes) {}
