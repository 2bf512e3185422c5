package io.familygrocer.gateway.visit;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** Changes the answer of a service before the client sees any of it. */
public interface AnswerRewriter {
    /** Whether it has anything to do with an answer, by its head; then the answer is collected as a whole. */
    boolean wants(int status, MultiMap headers);

    /** The most bytes of a body that it takes; longer ones are a failure of the service. */
    long limit();

    /** The body in place of the service's; headers of the response may be changed, too. */
    Future<Buffer> rewrite(Buffer body);
}
