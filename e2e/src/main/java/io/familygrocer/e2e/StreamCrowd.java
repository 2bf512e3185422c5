package io.familygrocer.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Both sides of a gateway in {@link StreamBench}, in one process with one thread and one clock: the service whose streams
 * of events it passes on, and the clients that hear them. It does what lines on its standard input say, one after the
 * other, answers each with a line, and ends with its input.
 *
 * <ul>
 *   <li>{@code open PORT COUNT WINDOW}: until so many streams are open and each has heard its first word; at most WINDOW
 *       are on their way at once. Answers {@code opened COUNT MILLIS REFUSED}.
 *   <li>{@code say}: one word to all. Answers {@code said COUNT MILLIS}, when the last one has heard it.
 *   <li>{@code lost}: until no stream is open. Answers {@code lost}.
 * </ul>
 */
final class StreamCrowd {

    private static final byte[] HEAD = ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            + "Cache-Control: no-store\r\nTransfer-Encoding: chunked\r\n\r\n");
    private static final byte[] NOTHING = ascii("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

    /** A chunk of 13 bytes; nothing else that is sent has an exclamation mark. */
    private static final byte[] WORD = ascii("d\r\ndata: word!\n\n\r\n");

    private static final byte MARK = '!';
    private static final long AGAIN_MILLIS = 200;

    private final Selector selector = Selector.open();
    private final Queue<String> commands = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(16 * 1024);
    private final Set<SocketChannel> served = new HashSet<>();
    private final Queue<Long> again = new ArrayDeque<>();
    private int port;
    private int wanted;
    private int window;
    private int coming;
    private int open;
    private int heard;
    private int toHear;
    private int refused;
    private long number;
    private long started;
    private String doing = "";

    private StreamCrowd() throws IOException {}

    /** Serves on two ports, which it says first. */
    public static void main(String[] arguments) throws IOException {
        var crowd = new StreamCrowd();
        System.out.println("listening " + crowd.listen() + " " + crowd.listen());
        Thread.ofPlatform().daemon().start(crowd::read);
        crowd.run();
    }

    private int listen() throws IOException {
        var channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT);
        return channel.socket().getLocalPort();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                commands.add(line);
                selector.wakeup();
            }
        } catch (IOException e) {
            System.err.println(e);
        }
        System.exit(0);
    }

    private void run() throws IOException {
        while (true) {
            selector.select(this::ready, AGAIN_MILLIS);
            while (!again.isEmpty() && again.peek() < System.nanoTime()) {
                again.remove();
                coming--;
            }
            if (doing.isEmpty() && !commands.isEmpty()) {
                begin(commands.remove().split(" "));
            }
            while (doing.equals("open") && coming < window && open + coming < wanted) {
                connect();
            }
            answer();
        }
    }

    private void begin(String[] command) throws IOException {
        doing = command[0];
        started = System.nanoTime();
        if (doing.equals("open")) {
            port = Integer.parseInt(command[1]);
            wanted = Integer.parseInt(command[2]);
            window = Integer.parseInt(command[3]);
            refused = 0;
        } else if (doing.equals("say")) {
            heard = 0;
            toHear = open;
            for (var stream : served) {
                say(stream);
            }
        }
    }

    private static void say(SocketChannel stream) {
        try {
            stream.write(ByteBuffer.wrap(WORD));
        } catch (IOException e) {
            System.err.println("Nobody hears: " + e);
        }
    }

    private void answer() {
        double millis = (System.nanoTime() - started) / 1e6;
        var line = switch (doing) {
            case "open" -> open >= wanted ? "opened %d %.1f %d".formatted(open, millis, refused) : null;
            case "say" -> heard >= toHear ? "said %d %.1f".formatted(heard, millis) : null;
            case "lost" -> open == 0 ? "lost" : null;
            default -> null;
        };
        if (line != null) {
            System.out.println(line);
            doing = "";
        }
    }

    private void connect() {
        coming++;
        try {
            begin(SocketChannel.open());
        } catch (IOException e) {
            refused++;
            again.add(System.nanoTime() + AGAIN_MILLIS * 1_000_000);
        }
    }

    private void begin(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // Several addresses, as one has only 28,000 ports.
        channel.bind(new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (1 + number++ % 8)}), 0));
        var key = channel.register(selector, SelectionKey.OP_CONNECT, new Client());
        if (channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            connected(key);
        }
    }

    /** What a client has heard. */
    private static final class Client {
        private boolean answered;
        private boolean listens;
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else if (key.isConnectable()) {
                ((SocketChannel) key.channel()).finishConnect();
                connected(key);
            } else if (key.attachment() instanceof Client client) {
                hear(key, client);
            } else {
                serve(key);
            }
        } catch (IOException e) {
            over(key);
        }
    }

    private void connected(SelectionKey key) throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        ((SocketChannel) key.channel())
                .write(ByteBuffer.wrap(ascii("GET /api/stream HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n")));
    }

    private void hear(SelectionKey key, Client client) throws IOException {
        buffer.clear();
        int length = ((SocketChannel) key.channel()).read(buffer);
        // "HTTP/1.1 200"
        if (length < 0 || length > 12 && !client.answered && buffer.get(9) != '2') {
            over(key);
            return;
        }
        client.answered = true;
        for (int at = 0; at < length; at++) {
            if (buffer.get(at) != MARK) {
                continue;
            }
            if (client.listens) {
                heard++;
            } else {
                client.listens = true;
                coming--;
                open++;
            }
        }
    }

    private void over(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            System.err.println(e);
        }
        if (key.attachment() instanceof Client client) {
            if (client.listens) {
                open--;
                toHear--;
            } else {
                // It comes again; until then it counts as coming.
                refused++;
                again.add(System.nanoTime() + AGAIN_MILLIS * 1_000_000);
            }
        } else {
            served.remove(key.channel());
        }
    }

    private void accept(ServerSocketChannel from) throws IOException {
        for (var channel = from.accept(); channel != null; channel = from.accept()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }
    }

    /** A request comes in one piece: it is short, and from a gateway on the same machine. */
    private void serve(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        buffer.clear();
        int length = channel.read(buffer);
        if (length < 0) {
            over(key);
            return;
        }
        if (length > 0) {
            boolean stream =
                    StandardCharsets.US_ASCII.decode(buffer.flip()).toString().startsWith("GET /api/stream");
            channel.write(ByteBuffer.wrap(stream ? HEAD : NOTHING));
            if (stream) {
                channel.write(ByteBuffer.wrap(WORD));
                served.add(channel);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
