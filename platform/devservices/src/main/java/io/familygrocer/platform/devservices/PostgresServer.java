package io.familygrocer.platform.devservices;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A Postgres server and who may do everything there.
 *
 * @param host its address
 * @param port its port
 * @param admin a superuser
 * @param password the superuser's password
 */
public record PostgresServer(String host, int port, String admin, String password) {

    /** The JDBC URL of a database. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    /** The URL of a database for the reactive client. */
    public String reactiveUrl(String database) {
        return "vertx-reactive:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    /** A connection of the superuser to a database. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), admin, password);
    }

    /**
     * Makes a database that a role of the same name owns and that nobody else can enter; where it is there already it
     * only sets the role's password.
     *
     * @param name of the database and of the role; letters, digits and underscores
     */
    public void database(String name, String rolePassword) {
        if (!name.matches("[a-z][a-z0-9_]*") || rolePassword.contains("'")) {
            throw new IllegalArgumentException("not a plain name or password: " + name);
        }
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("""
                    do $$ begin
                      if not exists (select from pg_roles where rolname = '%1$s') then create role %1$s login; end if;
                    end $$""".formatted(name));
            statement.execute("alter role %s password '%s'".formatted(name, rolePassword));
            boolean there;
            try (var found = statement.executeQuery("select from pg_database where datname = '%s'".formatted(name))) {
                there = found.next();
            }
            if (!there) {
                statement.execute("create database %1$s owner %1$s".formatted(name));
                statement.execute("revoke connect on database %s from public".formatted(name));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("can't make the database " + name, e);
        }
    }

    boolean answers() {
        try (var connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }
}
