package io.familygrocer.list.imports;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Listens to the statements that Hibernate sends, so that a test can count them. */
final class Statements extends Handler implements AutoCloseable {

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
    static Statements listen() {
        return new Statements();
    }

    /** How many statements asked for something so far; what is written goes out in batches. */
    int queries() {
        return (int) sent.stream().filter(sql -> sql.startsWith("select")).count();
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
