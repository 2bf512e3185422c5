package io.familygrocer.gateway.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.NetSocketInternal;

import io.familygrocer.gateway.config.WebSocketConfig;
import io.familygrocer.gateway.visit.Visit;

/**
 * A WebSocket between a client and a service: bytes pass as they come, and only the edges of frames are looked at. It ends
 * when one side leaves, or when the gateway says goodbye to both (close 1001): at shutdown, when nothing moves any more,
 * and when it is too old. Lives on the event loop of the client's connection.
 */
final class Tunnel implements OpenStreams.Lasting {
    /** Vert.x' own watch over connections on which nothing moves; its patience is that of requests. */
    private static final String IDLE_HANDLER = "idle";

    private final Visit visit;
    private final WebSocketConfig bounds;
    private final OpenStreams streams;
    private final Vertx vertx;
    private final Context context = Vertx.currentContext();
    private final NetSocket service;
    private final ChannelHandlerContext clientChannel;
    private final ChannelHandlerContext serviceChannel;
    private final Lane up;
    private final Lane down;
    private long moved = System.nanoTime();
    private long idleTimer;
    private long ageTimer;
    private int left;
    private boolean finishing;

    /** @param connection the service's, whose socket it is */
    Tunnel(
            Visit visit,
            NetSocket client,
            NetSocket service,
            HttpConnection connection,
            WebSocketConfig bounds,
            OpenStreams streams) {
        this.visit = visit;
        this.bounds = bounds;
        this.streams = streams;
        this.vertx = visit.vertx();
        this.service = service;
        this.clientChannel = ((NetSocketInternal) client).channelHandlerContext();
        this.serviceChannel = ((ConnectionBase) connection).channelHandlerContext();
        this.up = new Lane(context, client, service, serviceChannel.channel(), true, this::move);
        this.down = new Lane(context, service, client, clientChannel.channel(), false, this::move);
    }

    void open() {
        if (clientChannel.pipeline().get(IDLE_HANDLER) != null) {
            clientChannel.pipeline().remove(IDLE_HANDLER);
        }
        watch(clientChannel, down);
        watch(serviceChannel, up);
        up.open();
        down.open();
        idleTimer = vertx.setTimer(bounds.idleTimeout().toMillis(), id -> lookForMoves());
        ageTimer = vertx.setTimer(bounds.maxAge().toMillis(), id -> finish());
        streams.add(this);
        service.resume();
    }

    /** Says goodbye to both sides, each between two frames, and cuts what does not answer. */
    @Override
    public void finish() {
        if (finishing || left == 2) {
            return;
        }
        finishing = true;
        if (!up.isClosing() && !down.isClosing()) {
            up.finish();
            down.finish();
        }
        vertx.cancelTimer(idleTimer);
        idleTimer = vertx.setTimer(bounds.closeTimeout().toMillis(), id -> cut());
    }

    /** @param lane the one that leads there */
    private void watch(ChannelHandlerContext channel, Lane lane) {
        channel.pipeline()
                .addBefore(channel.name(), null, new Drain(() -> context.runOnContext(now -> lane.release())));
        var unused = channel.channel().closeFuture().addListener(closed -> context.runOnContext(now -> leave()));
    }

    private void move() {
        moved = System.nanoTime();
    }

    private void lookForMoves() {
        long still = (System.nanoTime() - moved) / 1_000_000;
        long rest = bounds.idleTimeout().toMillis() - still;
        if (rest <= 0) {
            finish();
        } else {
            idleTimer = vertx.setTimer(rest, id -> lookForMoves());
        }
    }

    private void cut() {
        cut(clientChannel);
        cut(serviceChannel);
    }

    private static void cut(ChannelHandlerContext channel) {
        var unused = channel.close();
    }

    /** One of the two has gone; what it said last may still be on its way to the other. */
    private void leave() {
        left++;
        if (left == 2) {
            vertx.cancelTimer(idleTimer);
            vertx.cancelTimer(ageTimer);
            streams.remove(this);
            visit.leave();
        }
    }

    /** Says when a connection can take more. */
    private static final class Drain extends ChannelInboundHandlerAdapter {
        private final Runnable drained;

        Drain(Runnable drained) {
            this.drained = drained;
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext channel) throws Exception {
            if (channel.channel().isWritable()) {
                drained.run();
            }
            super.channelWritabilityChanged(channel);
        }
    }
}
