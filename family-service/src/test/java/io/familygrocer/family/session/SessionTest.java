package io.familygrocer.family.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.TestConfig;
import io.familygrocer.family.rotation.RotatingToken;
import io.familygrocer.family.token.AccessToken;

import static org.assertj.core.api.Assertions.assertThat;

class SessionTest {

    private static final FamilyConfig.Sessions BOUNDS = TestConfig.with(
                    Map.of("grocer.family.sessions.absolute-lifetime", "120d"))
            .sessions();
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final RotatingToken first = RotatingToken.first(UUID.randomUUID());
    private final Session session = Session.open(
            first,
            UUID.randomUUID(),
            DeviceInfo.UNKNOWN,
            Set.of(AuthenticationMethod.ONE_TIME_PASSWORD, AuthenticationMethod.PASSWORD),
            START,
            BOUNDS);

    @Test
    void givesAnotherTokenEachTime() {
        var second = rotate(first, 10).orElseThrow();
        var third = rotate(second, 20).orElseThrow();

        assertThat(second.text()).isNotEqualTo(first.text());
        assertThat(third.text()).isNotEqualTo(second.text());
        assertThat(session.endedAt).isNull();
    }

    @Test
    void givesTheSameSuccessorToWhoRepeatsTheLastRefresh() {
        var second = rotate(first, 10).orElseThrow();

        assertThat(rotate(first, 11).orElseThrow().text()).isEqualTo(second.text());
        assertThat(rotate(first, 130).orElseThrow().text()).isEqualTo(second.text());
        assertThat(rotate(second, 131)).isPresent();
    }

    @Test
    void endsWhenTheLastRefreshIsRepeatedTooLate() {
        var second = rotate(first, 10).orElseThrow();

        assertThat(rotate(first, 131)).isEmpty();
        assertThat(rotate(second, 132)).isEmpty();
        assertThat(session.endReason).isEqualTo(EndReason.REUSE);
    }

    @Test
    void doesNotProlongTheWindowByRepeating() {
        var second = rotate(first, 10).orElseThrow();
        assertThat(rotate(first, 129).orElseThrow().text()).isEqualTo(second.text());

        assertThat(rotate(first, 131)).isEmpty();
    }

    @Test
    void endsWhenATokenFromBeforeTheLastComes() {
        var second = rotate(first, 10).orElseThrow();
        var third = rotate(second, 11).orElseThrow();

        assertThat(rotate(first, 12)).isEmpty();
        assertThat(rotate(third, 13)).isEmpty();
    }

    @Test
    void endsWhenATokenComesThatIsNotOurs() {
        assertThat(rotate(RotatingToken.first(first.id()), 10)).isEmpty();
        assertThat(rotate(first, 11)).isEmpty();
    }

    @Test
    void livesOnWhereItIsUsedButNotForEver() {
        long days = Duration.ofDays(1).toSeconds();
        var second = rotate(first, 59 * days).orElseThrow();
        var third = rotate(second, 118 * days).orElseThrow();

        assertThat(rotate(third, 120 * days)).as("its absolute end").isEmpty();
        assertThat(session.endReason).as("it was not ended, it ran out").isNull();
    }

    @Test
    void expiresWhereItIsNotUsed() {
        assertThat(rotate(first, Duration.ofDays(60).toSeconds())).isEmpty();
        assertThat(session.endReason).isNull();
    }

    @Test
    void tellsItsAccessTokensHowItWasOpened() {
        assertThat(session.claims()).isEqualTo(new AccessToken.Session(session.id, Set.of("pwd", "otp")));
    }

    @Test
    void isSignedOutByItsTokenOnly() {
        session.signOut(RotatingToken.first(first.id()), START);
        assertThat(session.endedAt).isNull();

        session.signOut(first, START);
        assertThat(session.endReason).isEqualTo(EndReason.SIGN_OUT);
        assertThat(rotate(first, 1)).isEmpty();
    }

    private Optional<RotatingToken> rotate(RotatingToken token, long secondsFromStart) {
        return session.rotate(token, START.plusSeconds(secondsFromStart), BOUNDS);
    }
}
