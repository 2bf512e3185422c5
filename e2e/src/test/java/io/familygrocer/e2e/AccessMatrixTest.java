package io.familygrocer.e2e;

import java.util.LinkedHashSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** No server is needed to see that somebody has thought about each operation. */
class AccessMatrixTest {

    @Test
    void everyOperationHasOneRow() {
        var declared = AccessMatrix.declared();
        var rows = AccessMatrix.rows().stream().map(AccessMatrix.Row::operation).toList();

        assertThat(declared).hasSizeGreaterThan(30);
        assertThat(rows)
                .as("access-matrix.md: say for each operation who may call it")
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void whatIsForSomebodyIsForNobodyWithoutAToken() {
        var rows = AccessMatrix.rows();
        var closed = new LinkedHashSet<AccessMatrix.Row>(rows);
        // Where there is no secret to keep, or the secret is in the request itself.
        closed.removeIf(row -> row.operation()
                .matches("\\w+ /api/(auth|catalog|invites|guest-passes|erasures|feeds/\\{secret})(/.*)?"));

        assertThat(closed).isNotEmpty().allSatisfy(row -> {
            assertThat(row.expected().get(AccessMatrix.Who.ANONYMOUS)).isEqualTo(401);
            assertThat(row.expected().get(AccessMatrix.Who.BAD)).isEqualTo(401);
        });
        assertThat(rows).allSatisfy(row -> assertThat(row.expected().values()).allMatch(status -> status < 500));
    }
}
