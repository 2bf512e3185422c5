package io.familygrocer.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address for all replicas of a service, as a Service of Kubernetes is: each connection goes to a replica that says
 * that it is ready, one after the other.
 */
final class ServiceAddress implements AutoCloseable {

    private static final int LOOK_MILLIS = 500;

    private final ServerSocket socket;
    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ServiceProcess> replicas = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<ServiceProcess> ready = List.of();

    private ServiceAddress(ServerSocket socket) {
        this.socket = socket;
    }

    /** Listens on a port of the loopback address; nobody is behind it yet. */
    static ServiceAddress open(int port) {
        try {
            var address = new ServiceAddress(new ServerSocket(port, 1024, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(address::accept);
            Thread.ofVirtual().start(address::look);
            return address;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a replica, which gets connections once it is ready. */
    void add(ServiceProcess replica) {
        replicas.add(replica);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** As the kubelet does it: who is not ready gets nothing new; what is open stays. */
    private void look() {
        while (!socket.isClosed()) {
            ready = replicas.stream().filter(ServiceProcess::isReady).toList();
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                connections.execute(() -> serve(client));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        var candidates = ready.isEmpty() ? replicas : ready;
        try (client) {
            if (candidates.isEmpty()) {
                return;
            }
            var replica = candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size()));
            try (var upstream = new Socket()) {
                upstream.connect(
                        new InetSocketAddress(
                                replica.uri().getHost(), replica.uri().getPort()),
                        2_000);
                open.add(upstream);
                open.add(client);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                var answers = connections.submit(() -> pump(upstream, client));
                pump(client, upstream);
                answers.get();
            } finally {
                open.remove(client);
            }
        } catch (IOException | java.util.concurrent.ExecutionException e) {
            // One of the two has gone: the other learns it by the end of its connection.
            System.getLogger(ServiceAddress.class.getName()).log(System.Logger.Level.DEBUG, "connection ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Void pump(Socket from, Socket to) throws IOException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[16 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } finally {
            open.remove(from);
        }
        return null;
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket one : open) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connections.shutdownNow();
        }
    }
}
