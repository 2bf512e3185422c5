package io.familygrocer.gateway.session;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TicketTest {
    private static final long NOW = 1_000_000;

    private final Ticket ticket = Ticket.first("secret", NOW);

    @Test
    void isReadAsItWasWritten() {
        assertThat(Ticket.of(ticket.bytes())).hasValue(ticket);
        assertThat(Ticket.of("{}".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(Ticket.of("[1]".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(Ticket.of(new byte[] {1, 2})).isEmpty();
    }

    @Test
    void theNextOneIsNewerWithAndWithoutANumber() {
        var numbered = ticket.next(true, "next", NOW + 10);
        var again = ticket.next(false, "next", NOW + 20);

        assertThat(numbered.isNewerThan(ticket)).isTrue();
        assertThat(again.isNewerThan(ticket)).isTrue();
        assertThat(numbered.isNewerThan(again)).isTrue();
        assertThat(again.numbered()).isEqualTo(NOW);
        assertThat(numbered.begun()).isEqualTo(NOW);
    }

    @Test
    void keepsItsSecretToItself() {
        assertThat(ticket.toString()).doesNotContain("secret").doesNotContain(ticket.id());
        assertThat(ticket.mark()).hasSize(16).doesNotContain(ticket.id());
        assertThat(ticket.next(true, "next", NOW).mark()).isEqualTo(ticket.mark());
    }

    @Test
    void anAccessTokenFromBeforeTheLastChangeIsNoGood() {
        var held = new Held(ticket, Held.Access.of("token", NOW, 300));

        assertThat(held.isGood(NOW + 1)).isTrue();
        assertThat(held.isGood(NOW + 280_000)).isFalse();
        assertThat(held.isOfUse(NOW + 280_000)).isTrue();
        assertThat(held.isOfUse(NOW + 300_000)).isFalse();
        assertThat(held.with(ticket.afresh(NOW + 5)).isOfUse(NOW + 6)).isFalse();
    }
}
