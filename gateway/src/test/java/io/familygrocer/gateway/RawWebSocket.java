package io.familygrocer.gateway;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Base64;

import io.vertx.core.json.JsonObject;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A WebSocket by its bytes (RFC 6455), so that a test sees each frame as it is. */
final class RawWebSocket implements AutoCloseable {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    private final Socket socket;
    private final String head;

    /** Asks for it and reads the head of the answer, whatever it is. */
    RawWebSocket(Browser browser, String path, String... headers) {
        var text = new StringBuilder("GET ")
                .append(path)
                .append(" HTTP/1.1\nHost: shop.example\nConnection: keep-alive, Upgrade\nUpgrade: websocket\n")
                .append("Sec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n");
        for (var header : headers) {
            text.append(header).append("\n");
        }
        try {
            socket = browser.say(text.append("\n").toString());
            socket.setSoTimeout(30_000);
            head = Browser.readUntil(socket, "\r\n\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A bearer token of somebody, as nobody has signed it. */
    static String tokenOf(String who) {
        var claims = new JsonObject().put("sub", who).encode();
        return "Authorization: Bearer a."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8)) + ".c";
    }

    /** The head of the answer. */
    String head() {
        return head;
    }

    boolean isOpen() {
        return head.startsWith("HTTP/1.1 101 ");
    }

    Socket socket() {
        return socket;
    }

    /** Sends a whole frame with the given reserved bits and opcode, masked as clients must. */
    void send(int bitsAndOpcode, byte[] payload) throws IOException {
        var frame = frame(bitsAndOpcode, payload);
        socket.getOutputStream().write(frame);
    }

    /** The bytes of such a frame. */
    static byte[] frame(int bitsAndOpcode, byte[] payload) {
        var mask = new byte[] {1, 2, 3, 4};
        var frame = ByteBuffer.allocate(14 + payload.length).put((byte) (FIN | bitsAndOpcode));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.put(mask);
        for (int at = 0; at < payload.length; at++) {
            frame.put((byte) (payload[at] ^ mask[at & 3]));
        }
        var bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** Reads the next frame. */
    Frame read() throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        long whole = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        return new Frame(first & 0x7f, in.readNBytes(Math.toIntExact(whole)));
    }

    /** Whether the other side has ended the connection, in good order or not. */
    boolean isEnded() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** One frame: its reserved bits and opcode, and what it carries. */
    record Frame(int bitsAndOpcode, byte[] payload) {
        String text() {
            return new String(payload, UTF_8);
        }

        /** Of a close. */
        int code() {
            return ByteBuffer.wrap(payload).getShort();
        }
    }
}
