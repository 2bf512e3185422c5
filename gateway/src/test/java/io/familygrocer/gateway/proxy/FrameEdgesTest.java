package io.familygrocer.gateway.proxy;

import java.util.ArrayList;
import java.util.List;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FrameEdgesTest {
    private final FrameEdges edges = new FrameEdges();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 200_000})
    void findsTheEndOfAFrameOfAnyLengthMaskedOrNot(int length) {
        for (boolean masked : new boolean[] {false, true}) {
            var both = Buffer.buffer().appendBuffer(frame(2, length, masked)).appendBuffer(frame(1, 3, masked));
            int first = both.length() - frame(1, 3, masked).length();

            assertThat(edges.read(both, 0, true)).isEqualTo(first);
            assertThat(edges.isAtEdge()).isTrue();
            assertThat(edges.read(both, first, true)).isEqualTo(both.length());
            assertThat(edges.isAtEdge()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void itDoesNotMatterHowTheBytesCome(int size) {
        var all = Buffer.buffer();
        var ends = new ArrayList<Integer>();
        for (int length : new int[] {0, 5, 126, 300, 70_000, 0}) {
            all.appendBuffer(frame(2, length, length % 2 == 0));
            ends.add(all.length());
        }

        assertThat(edgesSeen(all, size)).isEqualTo(ends);
    }

    @Test
    void readsToTheEndWhereNoEdgeIsWanted() {
        var both = Buffer.buffer().appendBuffer(frame(1, 4, true)).appendBuffer(frame(1, 4, true));

        assertThat(edges.read(both.getBuffer(0, 13), 0, false)).isEqualTo(13);
        assertThat(edges.isAtEdge()).isFalse();
    }

    @Test
    void noticesAClose() {
        edges.read(frame(1, 8, true), 0, false);
        assertThat(edges.hasClosed()).isFalse();

        edges.read(frame(8, 2, true), 0, false);
        assertThat(edges.hasClosed()).isTrue();
    }

    @Test
    void aLengthThatNobodyMayHaveHasNoEdge() {
        var monster =
                Buffer.buffer().appendByte((byte) 0x82).appendByte((byte) 127).appendLong(-1);

        edges.read(monster.appendBytes(new byte[100]), 0, true);

        assertThat(edges.isAtEdge()).isFalse();
    }

    /** Where it says that edges are, when the bytes come in parts of one size. */
    private List<Integer> edgesSeen(Buffer all, int size) {
        var seen = new ArrayList<Integer>();
        for (int from = 0; from < all.length(); from += size) {
            var part = all.getBuffer(from, Math.min(all.length(), from + size));
            int at = 0;
            while (at < part.length()) {
                at = edges.read(part, at, true);
                if (edges.isAtEdge()) {
                    seen.add(from + at);
                }
            }
        }
        return seen;
    }

    private static Buffer frame(int opcode, int length, boolean masked) {
        var frame = Buffer.buffer().appendByte((byte) (0x80 | opcode));
        int mask = masked ? 0x80 : 0;
        if (length < 126) {
            frame.appendByte((byte) (mask | length));
        } else if (length < 1 << 16) {
            frame.appendByte((byte) (mask | 126)).appendUnsignedShort(length);
        } else {
            frame.appendByte((byte) (mask | 127)).appendLong(length);
        }
        // Bytes that would be a head, were they read as one.
        var payload = new byte[length + (masked ? 4 : 0)];
        java.util.Arrays.fill(payload, (byte) 0x88);
        return frame.appendBytes(payload);
    }
}
