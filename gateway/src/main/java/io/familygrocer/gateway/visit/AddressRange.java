package io.familygrocer.gateway.visit;

import java.net.InetAddress;

/**
 * A block of IP addresses, as {@code 10.0.0.0/8} or a single address writes it.
 *
 * @param network the first address; its length says whether these are IPv4 or IPv6
 * @param bits how many leading bits are fixed
 */
record AddressRange(byte[] network, int bits) {

    /** @throws IllegalArgumentException when it is neither an address nor a CIDR block */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                .getAddress();
        int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException("a prefix of " + bits + " bits");
        }
        return new AddressRange(address, bits);
    }

    /** Whether an address is in this block; text that is no IP address is in none. */
    boolean contains(String text) {
        byte[] address;
        try {
            address = InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((address[bit >> 3] & mask) != (network[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}
