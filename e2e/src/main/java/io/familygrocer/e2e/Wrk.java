package io.familygrocer.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.familygrocer.platform.devservices.SystemProgram;

/** The load generator {@code wrk}: as many requests as get an answer, on connections that stay open. */
final class Wrk {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern ANSWERS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");
    private static final Pattern BROKEN = Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+)");

    private final SystemProgram program;

    Wrk(SystemProgram program) {
        this.program = program;
    }

    /**
     * What was heard.
     *
     * @param rate good answers a second: who refuses quickly is not fast
     * @param failed answers that are not 200, and connections that broke
     */
    record Said(double rate, double p50Millis, double p99Millis, double failed) {}

    /** Asks one address for so long. */
    Said ask(String uri, int connections, int seconds) {
        return understand(
                run(List.of("-t1", "-c" + connections, "-d" + seconds + "s", "--latency", "--timeout", "10s", uri)));
    }

    /** @throws IllegalStateException with what it said, where that has no figures */
    static Said understand(String said) {
        double refused = sum(REFUSED, said);
        double good = 1 - refused / Math.max(1, number(ANSWERS, said));
        return new Said(
                good * number(RATE, said), millis("50%", said), millis("99%", said), refused + sum(BROKEN, said));
    }

    private String run(List<String> arguments) {
        try {
            var command = new ArrayList<String>();
            command.add(program.executable().toString());
            command.addAll(arguments);
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(program.environment());
            return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double number(Pattern pattern, String said) {
        var found = pattern.matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("wrk said nothing that can be understood: " + said);
        }
        return Double.parseDouble(found.group(1));
    }

    private static double sum(Pattern pattern, String said) {
        var found = pattern.matcher(said);
        double sum = 0;
        if (found.find()) {
            for (int group = 1; group <= found.groupCount(); group++) {
                sum += Double.parseDouble(found.group(group));
            }
        }
        return sum;
    }

    /** As wrk says it: {@code 50%  812.00us}, {@code 99%  12.34ms} or {@code 1.20s}. */
    private static double millis(String percentile, String said) {
        var found = Pattern.compile(percentile + "\\s+([0-9.]+)(us|ms|s|m)").matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("wrk said nothing that can be understood: " + said);
        }
        double value = Double.parseDouble(found.group(1));
        return switch (found.group(2)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            case "s" -> value * 1000;
            default -> value * 60_000;
        };
    }
}
