package io.familygrocer.list.membership;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.familygrocer.platform.web.Caller;

import static org.assertj.core.api.Assertions.assertThat;

class AccessRuleTest {

    private static final UUID FAMILY = UUID.randomUUID();
    private static final UUID LIST = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aJoinWorksBeforeItIsHeardOf() {
        assertThat(decide(caller("child", 3), null, null, null).orElseThrow().may())
                .containsExactlyInAnyOrder(
                        Capability.ITEM_ADD, Capability.ITEM_EDIT, Capability.ITEM_CHECK, Capability.ITEM_REMOVE);
    }

    @Test
    void whatWasHeardStandsAgainstAnOlderToken() {
        assertThat(decide(caller("owner", 3), null, member("guest", 4, true), null)
                        .orElseThrow()
                        .may())
                .containsExactlyInAnyOrder(Capability.ITEM_ADD, Capability.ITEM_CHECK);
        assertThat(decide(caller("owner", 3), null, member("none", 4, false), null))
                .isEmpty();
    }

    @Test
    void aNewerTokenStandsAgainstWhatWasHeard() {
        assertThat(decide(caller("child", 5), null, member("owner", 4, true), null)
                        .orElseThrow()
                        .may(Capability.LIST_CREATE))
                .isFalse();
        assertThat(decide(caller("adult", 5), null, member("none", 4, false), null))
                .isPresent();
    }

    @Test
    void whoIsNotInASnapshotWasNotThere() {
        assertThat(decide(caller("adult", 5), family(false, 5, false), null, null))
                .isEmpty();
        assertThat(decide(caller("adult", 6), family(false, 5, false), null, null))
                .isPresent();
        assertThat(decide(pass(Caller.May.ADD, 5), family(false, 5, false), null, null))
                .isEmpty();
        assertThat(decide(pass(Caller.May.ADD, 6), family(false, 5, false), null, null))
                .isPresent();
    }

    @Test
    void aDissolvedFamilyIsThereForNobodyUntilItIsRestored() {
        assertThat(decide(caller("owner", 5), family(true, 6, false), member("owner", 1, true), null))
                .isEmpty();
        assertThat(decide(
                        pass(Caller.May.ADD, 5), family(true, 6, false), null, known(true, "add", NOW.plusSeconds(60))))
                .isEmpty();
        assertThat(decide(caller("owner", 7), family(true, 6, false), member("owner", 1, true), null))
                .isPresent();
    }

    @Test
    void aPassIsForItsListAndMayLittle() {
        var check = decide(pass(Caller.May.CHECK, 1), null, null, null).orElseThrow();
        assertThat(check.may()).isEqualTo(EnumSet.of(Capability.ITEM_CHECK));
        assertThat(check.sees(LIST)).isTrue();
        assertThat(check.sees(UUID.randomUUID())).isFalse();
        var add = decide(pass(Caller.May.ADD, 1), null, null, null).orElseThrow();
        assertThat(add.may()).isEqualTo(EnumSet.of(Capability.ITEM_CHECK, Capability.ITEM_ADD));
    }

    @Test
    void aPassEndsByItselfAndNeverComesBack() {
        assertThat(decide(pass(Caller.May.ADD, 1), null, null, known(true, "add", NOW.plusSeconds(1))))
                .isPresent();
        assertThat(decide(pass(Caller.May.ADD, 1), null, null, known(true, "add", NOW)))
                .isEmpty();
        assertThat(decide(pass(Caller.May.ADD, 9), null, null, known(false, "add", NOW.plusSeconds(60))))
                .isEmpty();
    }

    @Test
    void aPassIsForNoOtherFamily() {
        assertThat(AccessRule.decide(
                        pass(Caller.May.ADD, 1),
                        UUID.randomUUID(),
                        new AccessRule.Heard(null, null, null),
                        Capabilities.builtIn(),
                        NOW))
                .isEmpty();
    }

    @Test
    void onlyAChildAsksAndOnlyWhereTheFamilyWantsIt() {
        assertThat(decide(caller("child", 1), family(false, 0, true), null, null)
                        .orElseThrow()
                        .asks())
                .isTrue();
        assertThat(decide(caller("child", 1), family(false, 0, false), null, null)
                        .orElseThrow()
                        .asks())
                .isFalse();
        assertThat(decide(caller("adult", 1), family(false, 0, true), null, null)
                        .orElseThrow()
                        .asks())
                .isFalse();
    }

    @Test
    void aRoleThatTheTableDoesNotKnowMayNothing() {
        var table = Capabilities.of(Map.of("adult", java.util.List.of("item.add", "something.else")));
        assertThat(table.of("adult")).containsExactly(Capability.ITEM_ADD);
        assertThat(table.of("owner")).isEmpty();
    }

    private static Optional<Access> decide(Caller caller, FamilyState family, Membership member, GuestPass pass) {
        return AccessRule.decide(
                caller, FAMILY, new AccessRule.Heard(family, member, pass), Capabilities.builtIn(), NOW);
    }

    private static Caller caller(String role, long version) {
        return new Caller(UUID.randomUUID(), "", Map.of(FAMILY, new Caller.Membership(role, version)), null, null);
    }

    private static Caller pass(Caller.May may, long version) {
        var id = UUID.randomUUID();
        return new Caller(id, "", Map.of(), new Caller.Pass(id, FAMILY, LIST, may, version), null);
    }

    private static Membership member(String role, long version, boolean active) {
        var member = new Membership();
        member.role = role;
        member.version = version;
        member.active = active;
        return member;
    }

    private static GuestPass known(boolean active, String may, Instant expiresAt) {
        var pass = new GuestPass();
        pass.listId = LIST;
        pass.may = may;
        pass.active = active;
        pass.expiresAt = expiresAt;
        return pass;
    }

    private static FamilyState family(boolean dissolved, long version, boolean approval) {
        var family = new FamilyState();
        family.dissolved = dissolved;
        family.version = version;
        family.snapshotVersion = version;
        family.approval = approval;
        return family;
    }
}
