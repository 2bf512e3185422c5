package io.familygrocer.e2e;

import java.util.concurrent.Callable;

import picocli.CommandLine;

/** Why the stack can't start, in a sentence that says what to do; no accident, so without a stack trace. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message, null, false, false);
    }

    /** Runs a command and ends the process with its exit code; what can't start is said in its sentence, with code 1. */
    static void exitAfter(Callable<Integer> command, String... arguments) {
        System.exit(new CommandLine(command)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof StartException) {
                        line.getErr().println(e.getMessage());
                        return 1;
                    }
                    throw e;
                })
                .execute(arguments));
    }
}
