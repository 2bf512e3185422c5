package io.familygrocer.list.store;

import io.vertx.pgclient.PgConnectOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentRowsTest {

    @Test
    void itsStatementsAreShortEnoughToBeKeptPrepared() {
        assertThat(new PgConnectOptions().getPreparedStatementCacheSqlFilter())
                .accepts(DocumentRows.WRITE_ITEMS, DocumentRows.WRITE_LISTS);
    }
}
