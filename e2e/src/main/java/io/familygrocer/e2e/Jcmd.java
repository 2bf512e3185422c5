package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Asks a JVM about itself, by the JDK's own {@code jcmd}. */
public final class Jcmd {

    /** Of the generations of the serial collector, as {@code GC.heap_info} says it; metaspace is called otherwise. */
    private static final Pattern HEAP_USED = Pattern.compile("total \\d+K, used (\\d+)K");

    /** A line of {@code Compiler.queue}: the number of a method that waits, and how it is to be compiled. */
    private static final Pattern WAITS_FOR_COMPILER = Pattern.compile("^\\d+\\s.*::", Pattern.MULTILINE);

    private Jcmd() {}

    /** Bytes of a heap that are in use after a collection. */
    public static long heapInUse(long pid) {
        said(pid, "GC.run");
        var used = HEAP_USED.matcher(said(pid, "GC.heap_info"));
        long kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        return kilobytes * 1024;
    }

    /** How many methods wait for a compiler. */
    public static long compilerQueue(long pid) {
        return WAITS_FOR_COMPILER.matcher(said(pid, "Compiler.queue")).results().count();
    }

    private static String said(long pid, String... words) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var command = new ArrayList<>(List.of(jcmd, Long.toString(pid)));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
