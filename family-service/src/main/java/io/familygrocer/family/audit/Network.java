package io.familygrocer.family.audit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The part of an address that tells a provider or a town, and not a household. */
final class Network {

    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 6;

    private Network() {}

    /** The network of a literal address in CIDR form; {@code unknown} for what is none. No name is looked up. */
    static String of(String address) {
        try {
            var literal = InetAddress.ofLiteral(address);
            byte[] bytes = literal.getAddress();
            int kept = literal instanceof Inet4Address ? IPV4_BYTES : IPV6_BYTES;
            Arrays.fill(bytes, kept, bytes.length, (byte) 0);
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * Byte.SIZE;
        } catch (IllegalArgumentException | UnknownHostException notAnAddress) {
            return "unknown";
        }
    }
}
