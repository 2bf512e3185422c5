package io.familygrocer.family.session;

import java.util.List;
import java.util.Map;

import io.familygrocer.platform.web.CurrentDevice;

/**
 * What a session is opened on, for its owner to recognise. It is what the client says, so it decides nothing.
 *
 * @param name in words, for example {@code Firefox on Android}; 1 to 80 characters in one line
 */
public record DeviceInfo(String name) {

    /** Where the client says nothing. */
    public static final DeviceInfo UNKNOWN = new DeviceInfo("Unknown device");

    private static final int LENGTH = 80;
    private static final int READ = 400;

    /** The order matters: Edge also says that it is Chrome, and Chrome that it is Safari. */
    private static final List<Map.Entry<String, String>> PROGRAMS = List.of(
            Map.entry("Edg/", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("SamsungBrowser/", "Samsung Internet"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("FxiOS/", "Firefox"),
            Map.entry("CriOS/", "Chrome"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"));

    /** Android also says that it is Linux, and an iPhone that it is like a Mac. */
    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("iPhone", "iPhone"),
            Map.entry("iPad", "iPad"),
            Map.entry("Android", "Android"),
            Map.entry("CrOS", "ChromeOS"),
            Map.entry("Windows", "Windows"),
            Map.entry("Mac OS X", "Mac"),
            Map.entry("Linux", "Linux"));

    /** The device of a request. */
    public static DeviceInfo of(CurrentDevice device) {
        return of(device.userAgent(), device.client());
    }

    /**
     * What the two headers say; either may be null.
     *
     * @param client {@code X-Client}, which is taken as it is and comes first
     */
    public static DeviceInfo of(String userAgent, String client) {
        String said = line(client);
        if (!said.isEmpty()) {
            return new DeviceInfo(said);
        }
        String agent = line(userAgent);
        if (agent.isEmpty()) {
            return UNKNOWN;
        }
        String program = find(PROGRAMS, userAgent);
        String system = find(SYSTEMS, userAgent);
        if (program == null) {
            // Not a browser: "curl/8.5.0" says more than nothing, and nothing beyond its first word is of use.
            String first = agent.split(" ", 2)[0];
            return new DeviceInfo(system == null ? first : first + " on " + system);
        }
        return new DeviceInfo(system == null ? program : program + " on " + system);
    }

    private static String find(List<Map.Entry<String, String>> names, String agent) {
        String head = agent.substring(0, Math.min(READ, agent.length()));
        return names.stream()
                .filter(name -> head.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** One line without control characters, short enough to show. */
    private static String line(String header) {
        if (header == null) {
            return "";
        }
        String clean =
                header.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", " ").strip();
        return clean.substring(
                        0, clean.offsetByCodePoints(0, Math.min(LENGTH, clean.codePointCount(0, clean.length()))))
                .strip();
    }
}
