package io.familygrocer.family.privacy;

import java.net.URI;
import java.util.UUID;

/**
 * An erasure that is under way.
 *
 * @param report where its report is, with the token that opens it: to be kept, as no account will
 */
public record ErasureAccepted(UUID id, URI report) {}
