package io.familygrocer.gateway.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BucketTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Limit LIMIT = new Limit("x", new Subject.Address(), 60, Duration.ofSeconds(60), 3);

    private final Bucket bucket = new Bucket(LIMIT, 2);

    @Test
    void spendsItsLeaseBeforeItAsksAgain() {
        lease(3, 57, 0);

        assertThat(bucket.spend(1).given()).isTrue();
        assertThat(bucket.spend(1).given()).isTrue();
        assertThat(bucket.spend(1)).isNull();
    }

    @Test
    void asksOnceForAllWhoWaitAndForgetsALeaseThatNobodyNeeded() {
        var told = new ArrayList<Bucket.Grant>();
        assertThat(bucket.await(told::add)).isTrue();
        assertThat(bucket.await(told::add)).isFalse();
        assertThat(bucket.wanted()).isEqualTo(3);

        bucket.answered(3, 57, 0, SECOND);

        assertThat(told).extracting(Bucket.Grant::given).containsExactly(true, true);
        assertThat(bucket.spend(7 * SECOND)).isNull();
    }

    @Test
    void keepsWhatOneEventLoopHasLeasedWhenAnotherOneAskedAsWell() {
        var told = new ArrayList<Bucket.Grant>();
        lease(3, 57, 0);
        assertThat(bucket.await(told::add)).isTrue();
        bucket.answered(3, 54, 0, 1);

        assertThat(told).extracting(Bucket.Grant::given).containsExactly(true);
        for (int at = 0; at < 4; at++) {
            assertThat(bucket.spend(2)).isNotNull();
        }
        assertThat(bucket.spend(2)).isNull();
    }

    @Test
    void remembersThatTheCommonBucketIsEmptyUntilItsNextToken() {
        lease(0, 0, 800);

        assertThat(bucket.spend(SECOND / 2)).isEqualTo(new Bucket.Grant(false, 0, 300));
        assertThat(bucket.spend(SECOND)).isNull();
    }

    @Test
    void hasItsShareOfWhatWasLeftWhileTheCommonBucketIsGone() {
        lease(1, 20, 0);
        int given = 0;
        for (int at = 0; at < 30; at++) {
            given += bucket.spendLocally(1).given() ? 1 : 0;
        }
        assertThat(given).isEqualTo(10);
        // One token a second for all, half of it here.
        assertThat(bucket.spendLocally(SECOND).given()).isFalse();
        assertThat(bucket.spendLocally(2 * SECOND + 2).given()).isTrue();
    }

    @Test
    void paysWhatItSpentWithoutAsking() {
        lease(1, 20, 0);
        for (int at = 0; at < 5; at++) {
            assertThat(bucket.spendLocally(1).given()).isTrue();
        }
        List<Bucket.Grant> told = new ArrayList<>();
        assertThat(bucket.await(told::add)).isTrue();
        assertThat(bucket.wanted()).isEqualTo(8);

        bucket.answered(8, 12, 0, 1);

        assertThat(told.getFirst().given()).isTrue();
        assertThat(bucket.spend(1).given()).isTrue();
        assertThat(bucket.spend(1).given()).isTrue();
        assertThat(bucket.spend(1)).isNull();
    }

    /** One waits and is served where there is a token. */
    private void lease(long taken, long left, long pauseMillis) {
        assertThat(bucket.await(grant -> assertThat(grant.given()).isEqualTo(taken > 0)))
                .isTrue();
        bucket.answered(taken, left, pauseMillis, 0);
    }
}
