package io.familygrocer.family.family;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CapabilitiesTest {

    private static final List<String> OWNER = List.of("member.change-role", "member.remove");

    @Test
    void aRoleMayWhatIsConfiguredAndNothingElse() {
        var capabilities = of(Map.of("owner", OWNER, "child", List.of("member.invite", " item.add ")));

        assertThat(capabilities.may(Role.CHILD, Capability.INVITE)).isTrue();
        assertThat(capabilities.may(Role.CHILD, Capability.RENAME)).isFalse();
        assertThat(capabilities.may(Role.ADULT, Capability.INVITE)).isFalse();
        assertThat(capabilities.wire())
                .containsEntry("child", List.of("item.add", "member.invite"))
                .containsEntry("guest", List.of())
                .containsOnlyKeys("adult", "child", "guest", "owner");
    }

    @Test
    void aTableThatCanNotBeMeantStopsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> of(Map.of("owner", OWNER, "king", List.of("item.add"))))
                .withMessageContaining("king");
        assertThatIllegalStateException()
                .isThrownBy(() -> of(Map.of("owner", OWNER, "child", List.of("Add items!"))))
                .withMessageContaining("Add items!");
        assertThatIllegalStateException()
                .isThrownBy(() -> of(Map.of("owner", List.of("member.remove"))))
                .withMessageContaining("member.change-role");
    }

    private static Capabilities of(Map<String, List<String>> roles) {
        return new Capabilities(() -> roles);
    }
}
