package io.familygrocer.list.membership;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/**
 * What a caller may see and do in one family, at this moment.
 *
 * @param familyId the family
 * @param may what they may do
 * @param onlyList the one list that they see; empty for members, who see them all
 * @param until when it ends by itself; empty for members
 * @param asks whether what they add waits for an adult's yes
 */
public record Access(
        UUID familyId, Set<Capability> may, Optional<UUID> onlyList, Optional<Instant> until, boolean asks) {

    /** Whether they may do that on what they see. */
    public boolean may(Capability capability) {
        return may.contains(capability);
    }

    /**
     * Passes where they may do that.
     *
     * @throws ProblemException 403 otherwise
     */
    public void require(Capability capability) {
        if (!may(capability)) {
            throw ProblemException.of(CommonProblem.FORBIDDEN, "It takes the right to " + capability.wire());
        }
    }

    /** Whether they see a list and what is on it. */
    public boolean sees(UUID listId) {
        return onlyList.map(listId::equals).orElse(true);
    }
}
