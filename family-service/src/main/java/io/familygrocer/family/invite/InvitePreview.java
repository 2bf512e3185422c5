package io.familygrocer.family.invite;

import io.familygrocer.family.family.Role;

/**
 * What somebody who holds an invite may know before they come in.
 *
 * @param role what they will be
 * @param invitedBy what to call who invited them; empty where they have left
 */
public record InvitePreview(String familyName, Role role, String invitedBy) {}
