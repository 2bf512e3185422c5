package io.familygrocer.gateway.proxy;

import java.util.concurrent.ThreadLocalRandom;

import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/**
 * One direction of a WebSocket. What comes in goes out at once; where the other side can't take more, nothing more is read
 * from this one.
 */
final class Lane {
    /** Of RFC 6455, section 7.4.1: the endpoint goes away. */
    private static final int GOING_AWAY = 1001;

    private static final int CLOSE = 0x88;
    private static final int MASKED = 0x80;
    private static final int MASK_BYTES = 4;

    private final Context context;
    private final NetSocket from;
    private final NetSocket to;
    private final Channel wire;
    private final boolean masked;
    private final Runnable moved;
    private final FrameEdges edges = new FrameEdges();
    private boolean held;
    private boolean gone;
    private boolean last;
    private boolean shut;

    /**
     * A direction.
     *
     * @param wire that of {@code to}, whose word on whether it can take more is better than Vert.x'
     * @param masked whether frames are masked: those of clients are
     * @param moved is told of each part
     */
    Lane(Context context, NetSocket from, NetSocket to, Channel wire, boolean masked, Runnable moved) {
        this.context = context;
        this.from = from;
        this.to = to;
        this.wire = wire;
        this.masked = masked;
        this.moved = moved;
    }

    void open() {
        from.handler(this::pass);
        from.endHandler(end -> leave());
        from.closeHandler(closed -> leave());
        from.exceptionHandler(cause -> leave());
    }

    /** Whether the side that it comes from has begun to close. */
    boolean isClosing() {
        return edges.hasClosed();
    }

    /** Says goodbye at the next edge of a frame; what comes after it is dropped. */
    void finish() {
        last = true;
        if (edges.isAtEdge()) {
            shut();
        }
    }

    private void pass(Buffer part) {
        moved.run();
        if (shut) {
            hearOut(part, 0);
            return;
        }
        int end = edges.read(part, 0, last);
        write(end == part.length() ? part : part.slice(0, end));
        if (last && edges.isAtEdge()) {
            shut();
            hearOut(part, end);
        }
    }

    /** Nothing goes on any more; only the answer to the goodbye of the other lane is waited for. */
    private void hearOut(Buffer part, int at) {
        edges.read(part, at, false);
        if (edges.hasClosed()) {
            from.close();
        }
    }

    private void write(Buffer part) {
        to.write(part);
        if (!wire.isWritable()) {
            held = true;
            from.pause();
            if (wire.isWritable()) {
                // Its event loop, which may be another one, was quicker: nobody would say it again.
                release();
            }
        }
    }

    /** The other side can take more. */
    void release() {
        if (!held) {
            return;
        }
        held = false;
        from.resume();
        if (gone) {
            context.runOnContext(now -> leave());
        }
    }

    private void shut() {
        if (shut) {
            return;
        }
        shut = true;
        to.write(goodbye());
        // What comes is dropped: no reason to hold it.
        release();
    }

    private Buffer goodbye() {
        var frame = Buffer.buffer().appendByte((byte) CLOSE);
        if (!masked) {
            return frame.appendByte((byte) Short.BYTES).appendUnsignedShort(GOING_AWAY);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        return frame.appendByte((byte) (MASKED | Short.BYTES))
                .appendInt(mask)
                .appendUnsignedShort(GOING_AWAY ^ mask >>> (MASK_BYTES - Short.BYTES) * Byte.SIZE);
    }

    /** The other side follows once it has been sent everything; after a goodbye it has the time that it needs. */
    private void leave() {
        gone = true;
        if (!held && !shut) {
            to.close();
        }
    }
}
