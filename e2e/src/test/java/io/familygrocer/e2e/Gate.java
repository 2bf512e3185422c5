package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way to a server that opens when so many wait in front of it: what they do there, they do at the same time. */
final class Gate implements AutoCloseable {

    private final ServerSocket socket;
    private final int server;
    private final CountDownLatch waiting;
    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();

    private Gate(ServerSocket socket, int server, int count) {
        this.socket = socket;
        this.server = server;
        this.waiting = new CountDownLatch(count);
    }

    /** In front of a port of the loopback address. */
    static Gate open(int server, int count) {
        try {
            var gate = new Gate(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), server, count);
            gate.connections.execute(gate::accept);
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Whether so many were there. */
    boolean isOpen() {
        return waiting.getCount() == 0;
    }

    private void accept() {
        try {
            while (true) {
                var client = socket.accept();
                connections.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed: nobody comes any more.
        }
    }

    private void serve(Socket client) {
        waiting.countDown();
        try (client) {
            waiting.await();
            try (var upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
                connections.execute(() -> pass(upstream, client));
                pass(client, upstream);
            }
        } catch (IOException e) {
            // One of the two has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two has gone.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.shutdownNow();
    }
}
