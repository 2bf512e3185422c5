package io.familygrocer.gateway.proxy;

import io.vertx.core.buffer.Buffer;

/**
 * Knows where the frames of a WebSocket end (RFC 6455, section 5.2), for whoever has something of its own to say between
 * two of them. Reads their heads only: extensions may change all the rest.
 */
final class FrameEdges {
    private static final int SHORTEST_HEAD = 2;
    private static final int LONGEST_HEAD = 14;
    private static final int MASK_BYTES = 4;
    private static final int TWO_MORE = 126;
    private static final int EIGHT_MORE = 127;
    private static final int CLOSE = 8;

    private final byte[] head = new byte[LONGEST_HEAD];
    private int known;
    private long left;
    private boolean closed;

    /** Whether what was read so far is whole frames. */
    boolean isAtEdge() {
        return known == 0 && left == 0;
    }

    /** Whether a close was among them. */
    boolean hasClosed() {
        return closed;
    }

    /**
     * Reads on.
     *
     * @param from the offset at which to begin
     * @param untilEdge whether to stop behind the next frame that ends
     * @return the offset up to which it was read: the length of the part, or the edge
     */
    int read(Buffer part, int from, boolean untilEdge) {
        int at = from;
        while (at < part.length()) {
            if (left > 0) {
                long step = Math.min(left, part.length() - at);
                left -= step;
                at += (int) step;
            } else {
                head[known++] = part.getByte(at++);
                readHead();
            }
            if (untilEdge && isAtEdge()) {
                break;
            }
        }
        return at;
    }

    private void readHead() {
        if (known < SHORTEST_HEAD || known < headLength()) {
            return;
        }
        closed |= (head[0] & 0x0f) == CLOSE;
        left = payloadLength();
        known = 0;
    }

    private int headLength() {
        int length = head[1] & 0x7f;
        int more = length == TWO_MORE ? Short.BYTES : length == EIGHT_MORE ? Long.BYTES : 0;
        return SHORTEST_HEAD + more + ((head[1] & 0x80) == 0 ? 0 : MASK_BYTES);
    }

    private long payloadLength() {
        int length = head[1] & 0x7f;
        if (length < TWO_MORE) {
            return length;
        }
        long whole = 0;
        for (int at = 0; at < (length == TWO_MORE ? Short.BYTES : Long.BYTES); at++) {
            whole = whole << Byte.SIZE | head[SHORTEST_HEAD + at] & 0xff;
        }
        // A negative one is nobody's frame: what follows has no edge.
        return whole < 0 ? Long.MAX_VALUE : whole;
    }
}
