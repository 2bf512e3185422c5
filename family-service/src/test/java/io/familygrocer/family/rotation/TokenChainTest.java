package io.familygrocer.family.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a chain takes is tested where sessions are; here, what it keeps and what tokens look like. */
class TokenChainTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final RotatingToken first = RotatingToken.first(UUID.randomUUID());
    private final TokenChain chain = TokenChain.of(first, START);

    @Test
    void keepsNoTokenItself() {
        var second = chain.rotate(first, START, Duration.ofMinutes(2)).orElseThrow();

        assertThat(chain.tokenHash).isNotEqualTo(second.secret());
        assertThat(chain.previousHash).isNotEqualTo(first.secret());
        assertThat(chain.successorSalt).isNotEqualTo(second.secret());
    }

    @Test
    void readsItsTokensBackAndNothingElse() {
        assertThat(RotatingToken.parse(first.text()).orElseThrow().text()).isEqualTo(first.text());
        assertThat(first.text()).hasSize(64);
        for (String other : new String[] {
            "", "x", "!".repeat(64), first.text() + "A", first.text().substring(1)
        }) {
            assertThat(RotatingToken.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void tellsNoSecretWhenPrinted() {
        assertThat(first.toString()).isEqualTo("RotatingToken[" + first.id() + "]");
    }
}
