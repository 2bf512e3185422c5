package io.familygrocer.family.invite;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InviteSecretTest {

    @Test
    void makesCodesThatCanBeReadOut() {
        assertThat(Stream.generate(InviteSecret::newCode).limit(1000).collect(Collectors.toSet()))
                .hasSize(1000)
                .allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{8}"));
    }

    @Test
    void understandsACodeHoweverItIsTyped() {
        assertThat(InviteSecret.canonical("0ab1-c1de")).isEqualTo("0AB1C1DE");
        assertThat(InviteSecret.canonical("oaBi clDE")).isEqualTo("0AB1C1DE");
    }

    @Test
    void takesTheTokenOfALinkAsItIs() {
        String token = InviteSecret.newToken();

        assertThat(token).matches("[A-Za-z0-9_-]{22}");
        assertThat(InviteSecret.canonical(token)).isEqualTo(token);
    }
}
