package io.familygrocer.e2e.convergence;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

import io.familygrocer.platform.devservices.PostgresServer;

/**
 * Plants a bug inside the server, without a line of it in the server: triggers in its database make it do wrong what it
 * believes to have done right, for one family.
 */
final class Sabotage {

    /** Which table, when, and what happens to a row of the family. */
    private record Trigger(String table, String event, String familyOfRow, String body) {}

    private static final Map<Bug, Trigger> TRIGGERS = new EnumMap<>(Map.of(
            Bug.DROPPED_ACKNOWLEDGEMENT,
            new Trigger("item", "before update", "new.family_id::text", "new.amount := old.amount;"),
            Bug.APPLIED_TWICE,
            new Trigger(
                    "item",
                    "before update",
                    "new.family_id::text",
                    "new.amount := new.amount + coalesce(new.amount - old.amount, 0);"),
            Bug.RESURRECTED_DELETE,
            new Trigger("item", "before update", "new.family_id::text", "new.removed := false;"),
            Bug.SKIPPED_OUTBOX_ROW,
            new Trigger(
                    "outbox",
                    "after insert",
                    "new.key",
                    "if random() < 0.3 then delete from outbox where id = new.id; end if;")));

    private final PostgresServer postgres;
    private final String database;
    private final Trigger trigger;
    private final String name;

    private Sabotage(PostgresServer postgres, String database, Trigger trigger, UUID family) {
        this.postgres = postgres;
        this.database = database;
        this.trigger = trigger;
        this.name = "sabotage_" + family.toString().replace("-", "");
        execute("""
                create function %1$s() returns trigger language plpgsql as $$ begin
                  if %2$s = '%3$s' then %4$s end if;
                  return new;
                end $$;
                create trigger %1$s %5$s on %6$s for each row execute function %1$s()""".formatted(name, trigger.familyOfRow, family, trigger.body, trigger.event, trigger.table));
    }

    /** Whether a bug can be planted here. */
    static boolean can(Bug bug) {
        return bug != null && TRIGGERS.containsKey(bug);
    }

    /** Plants a bug for a family, until it is taken away. */
    static Sabotage plant(PostgresServer postgres, String database, Bug bug, UUID family) {
        return new Sabotage(postgres, database, TRIGGERS.get(bug), family);
    }

    private void execute(String sql) {
        try (var connection = postgres.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the bug can't be planted or taken away", e);
        }
    }

    /** The bug is gone. */
    void takeAway() {
        execute("drop trigger %1$s on %2$s; drop function %1$s()".formatted(name, trigger.table));
    }
}
