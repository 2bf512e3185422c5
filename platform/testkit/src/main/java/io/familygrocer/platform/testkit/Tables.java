package io.familygrocer.platform.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.microprofile.config.ConfigProvider;

/** Looks through all tables of the service under test, whatever they are called: what was erased is in none of them. */
public final class Tables {

    private Tables() {}

    /** The tables in a row of which something stands, in the order of their names. */
    public static List<String> with(Object text) {
        var found = new ArrayList<String>();
        try (var connection = connect()) {
            for (var table : all(connection)) {
                if (has(connection, table, text.toString())) {
                    found.add(table);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the tables can't be read", e);
        }
        return found;
    }

    private static Connection connect() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
    }

    private static List<String> all(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select tablename from pg_tables where schemaname = 'public' order by 1")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static boolean has(Connection connection, String table, String text) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select exists (select from \"%s\" t where position(? in t::text) > 0)".formatted(table))) {
            statement.setString(1, text);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
