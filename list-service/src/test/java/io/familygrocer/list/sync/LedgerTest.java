package io.familygrocer.list.sync;

import io.vertx.pgclient.PgConnectOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerTest {

    @Test
    void itsStatementIsShortEnoughToBeKeptPrepared() {
        assertThat(new PgConnectOptions().getPreparedStatementCacheSqlFilter()).accepts(Ledger.WRITE);
    }
}
