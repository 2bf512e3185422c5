package io.familygrocer.platform.privacy;

import java.util.UUID;

/**
 * Somebody who was only a name in the histories of a family that came from an archive has come themselves.
 *
 * @param placeholderId who they were in the histories until now
 * @param personId who they are
 */
public record Recognition(UUID familyId, UUID placeholderId, UUID personId) {}
