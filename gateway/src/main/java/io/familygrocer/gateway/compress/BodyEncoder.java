package io.familygrocer.gateway.compress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.BrotliEncoder;
import io.netty.handler.codec.compression.BrotliMode;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.vertx.core.buffer.Buffer;

/**
 * Compresses one body, part by part: what went in comes out with the same call, so that nothing waits here. By Netty's
 * encoders. Must be closed.
 */
public final class BodyEncoder implements AutoCloseable {
    /** 2^18 bytes: enough for documents, a quarter of a megabyte of memory. */
    private static final int WINDOW = 18;

    private final EmbeddedChannel channel;
    private boolean closed;

    BodyEncoder(Coding coding, int brotliQuality, int gzipLevel) {
        channel = new EmbeddedChannel(
                switch (coding) {
                    case BROTLI ->
                        new BrotliEncoder(StandardCompressionOptions.brotli(brotliQuality, WINDOW, BrotliMode.TEXT));
                    case GZIP -> ZlibCodecFactory.newZlibEncoder(ZlibWrapper.GZIP, gzipLevel);
                });
    }

    /** The bytes for a part; may be none. */
    public Buffer part(Buffer part) {
        channel.writeOutbound(Unpooled.wrappedBuffer(part.getBytes()));
        return ready();
    }

    /**
     * The bytes for the end, which is not empty.
     *
     * @param last the last part; null for none
     */
    public Buffer last(Buffer last) {
        var end = last == null ? Buffer.buffer() : part(last);
        channel.finish();
        closed = true;
        return end.appendBuffer(ready());
    }

    /** Forgets what is still in it. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            channel.finishAndReleaseAll();
        }
    }

    private Buffer ready() {
        var all = Buffer.buffer();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            try {
                all.appendBuffer(Buffer.buffer(copy(bytes)));
            } finally {
                bytes.release();
            }
        }
        return all;
    }

    private static byte[] copy(ByteBuf bytes) {
        var copy = new byte[bytes.readableBytes()];
        bytes.readBytes(copy);
        return copy;
    }
}
