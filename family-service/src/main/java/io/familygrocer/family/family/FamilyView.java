package io.familygrocer.family.family;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A family with its members.
 *
 * @param role what the caller is in it
 * @param state dissolved: over for all but its owners
 * @param erasesAt until when a dissolved one can be restored; null where it is active
 * @param members everybody, in the order in which they came
 * @param revision counts its changes, for the entity tag; not part of the document
 */
public record FamilyView(
        UUID id,
        String name,
        Role role,
        FamilySnapshot.State state,
        Instant erasesAt,
        List<MemberView> members,
        @JsonIgnore long revision) {

    static FamilyView of(Family family, Role role, List<Member> members, Map<UUID, String> names) {
        var views = members.stream()
                .map(member ->
                        new MemberView(member.personId(), names.getOrDefault(member.personId(), ""), member.role))
                .toList();
        return new FamilyView(
                family.id,
                family.name,
                role,
                family.isDissolved() ? FamilySnapshot.State.DISSOLVED : FamilySnapshot.State.ACTIVE,
                family.erasesAt,
                views,
                family.revision);
    }

    /** Somebody in a family. */
    public record MemberView(UUID personId, String displayName, Role role) {}
}
