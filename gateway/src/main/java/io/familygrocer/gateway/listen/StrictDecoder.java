package io.familygrocer.gateway.listen;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.headers.HeadersMultiMap;

/**
 * Reads requests as Vert.x does, and is stricter in two ways: it refuses both a length and a transfer encoding (RFC 9112,
 * section 6.1), of which a proxy in front may have believed the other one; and it closes a connection whose head doesn't
 * come to its end, however busily it sends one byte after the other.
 */
final class StrictDecoder extends HttpRequestDecoder {
    private final Duration patience;
    private Future<?> alarm;
    private boolean inMessage;
    private boolean progressed;

    StrictDecoder(HttpServerOptions options, Duration patience) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(options.getMaxInitialLineLength())
                .setMaxHeaderSize(options.getMaxHeaderSize())
                .setMaxChunkSize(options.getMaxChunkSize()));
        this.patience = patience;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        await(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        progressed = false;
        super.channelRead(context, bytes);
        if (inMessage || progressed) {
            relax();
        } else if (alarm == null) {
            await(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        relax();
        super.channelInactive(context);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        relax();
        super.handlerRemoved0(context);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int before = out.size();
        super.decode(context, in, out);
        for (int at = before; at < out.size(); at++) {
            progressed = true;
            if (out.get(at) instanceof HttpRequest) {
                inMessage = true;
            }
            if (out.get(at) instanceof LastHttpContent) {
                inMessage = false;
            }
        }
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        return new DefaultHttpRequest(
                HttpVersion.valueOf(line[2]), HttpMethod.valueOf(line[0]), line[1], HeadersMultiMap.httpHeaders());
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("A length and a transfer encoding");
    }

    private void await(ChannelHandlerContext context) {
        alarm = context.executor().schedule(() -> giveUp(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void giveUp(ChannelHandlerContext context) {
        var unused = context.close();
    }

    private void relax() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }
}
