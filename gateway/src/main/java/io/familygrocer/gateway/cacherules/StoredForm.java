package io.familygrocer.gateway.cacherules;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A stored answer without its body as bytes, for a place that several caches share. It has ages in it and no times, as
 * their clocks may differ.
 */
public final class StoredForm {
    /** Of what follows; what has another one is not read. */
    private static final int VERSION = 1;

    private StoredForm() {}

    /** Writes; nothing where it has a field that is longer than 64 KB. */
    public static Optional<byte[]> write(Stored stored, long nowMillis) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeShort(stored.status());
            out.writeLong(stored.lifetimeMillis());
            out.writeLong(stored.ageMillis(nowMillis));
            Map<String, String> varied = new HashMap<>();
            stored.varied().forEach((name, value) -> varied.put(name, value.text()));
            writeAll(out, stored.directives().values());
            writeAll(out, varied);
            for (var field : stored.fields()) {
                out.writeBoolean(true);
                out.writeUTF(field.name());
                out.writeUTF(field.value());
            }
            out.writeBoolean(false);
            return Optional.of(bytes.toByteArray());
        } catch (UTFDataFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads; nothing where it is of another version or not whole.
     *
     * @param sinceMillis how long ago it was written
     */
    public static Optional<Stored> read(byte[] form, long sinceMillis, long nowMillis) {
        try (var in = new DataInputStream(new ByteArrayInputStream(form))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            int status = in.readUnsignedShort();
            long lifetime = in.readLong();
            long age = in.readLong() + Math.max(0, sinceMillis);
            var directives = readAll(in);
            if (directives.containsValue(null)) {
                return Optional.empty();
            }
            Map<String, Stored.OptionalValue> varied = new HashMap<>();
            readAll(in).forEach((name, value) -> varied.put(name, new Stored.OptionalValue(value)));
            var fields = new ArrayList<Fields.Field>();
            while (in.readBoolean()) {
                fields.add(new Fields.Field(in.readUTF(), in.readUTF()));
            }
            return Optional.of(new Stored(
                    status,
                    new Fields(fields),
                    new Directives(directives),
                    Map.copyOf(varied),
                    lifetime,
                    age,
                    nowMillis));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void writeAll(DataOutputStream out, Map<String, String> values) throws IOException {
        out.writeShort(values.size());
        for (var value : values.entrySet()) {
            out.writeUTF(value.getKey());
            out.writeBoolean(value.getValue() != null);
            if (value.getValue() != null) {
                out.writeUTF(value.getValue());
            }
        }
    }

    private static Map<String, String> readAll(DataInputStream in) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            var name = in.readUTF();
            values.put(name, in.readBoolean() ? in.readUTF() : null);
        }
        return values;
    }
}
