package io.familygrocer.platform.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Listens to the statements that Hibernate sends, so that a test can count them. */
public final class Statements extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("org.hibernate.SQL");
    private final Level before = logger.getLevel();
    private final boolean parents = logger.getUseParentHandlers();
    private final List<String> sent = new CopyOnWriteArrayList<>();

    private Statements() {
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.FINE);
    }

    /** Listens from now on. */
    public static Statements listen() {
        return new Statements();
    }

    /** How many statements asked for something so far; what is written goes out in batches. */
    public int queries() {
        return (int) sent.stream().filter(sql -> sql.startsWith("select")).count();
    }

    /** The statements on a table so far. */
    public List<String> on(String table) {
        return sent.stream().filter(sql -> sql.contains(table)).toList();
    }

    @Override
    public void publish(LogRecord statement) {
        sent.add(statement.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(parents);
        logger.setLevel(before);
    }
}
