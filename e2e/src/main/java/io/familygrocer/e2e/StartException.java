package io.familygrocer.e2e;

/** Why the stack can't start, in a sentence that says what to do; no accident, so without a stack trace. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message, null, false, false);
    }
}
