package io.familygrocer.e2e.convergence;

/** The end of the server in the middle of a schedule, and its return. */
interface Crash {

    /** Waits until all who go through it are ready to call the server once more. */
    void gather();

    /** Waits until the server was killed and is back; what was called just before may be answered or not. */
    void strike();

    /** One of a schedule's own. */
    static Crash alone(ListServer server) {
        return new Crash() {
            @Override
            public void gather() {
                // There is nobody else.
            }

            @Override
            public void strike() {
                server.killAndStart();
            }
        };
    }
}
