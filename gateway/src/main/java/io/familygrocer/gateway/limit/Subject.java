package io.familygrocer.gateway.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import io.familygrocer.gateway.visit.Visit;

/** What the requests of one bucket have in common. */
sealed interface Subject {

    /** @throws IllegalArgumentException where the text names nothing that can be counted */
    static Subject of(String text) {
        if (text.equals("address")) {
            return new Address();
        }
        if (text.startsWith("claim:") && text.length() > "claim:".length()) {
            return new Claim(text.substring("claim:".length()));
        }
        throw new IllegalArgumentException("must be address, or claim:NAME of a claim of the bearer token");
    }

    /** Its values in one request; none where it does not apply. */
    List<String> values(Visit visit, Bearer bearer);

    /** Whether a service's 401 says that the value was made up, so that its bucket gets the token back. */
    boolean claimed();

    /** The client's address; of IPv6 the network, because a household has 2^64 addresses. */
    record Address() implements Subject {
        private static final int NETWORK_BYTES = 8;

        @Override
        public List<String> values(Visit visit, Bearer bearer) {
            return List.of(network(visit.origin().client()));
        }

        @Override
        public boolean claimed() {
            return false;
        }

        static String network(String address) {
            if (address.indexOf(':') < 0) {
                return address;
            }
            try {
                return InetAddress.ofLiteral(address) instanceof Inet6Address six
                        ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                        : address;
            } catch (IllegalArgumentException e) {
                return "unknown";
            }
        }
    }

    /** A claim of the bearer token, as the client shows it: {@code sub}, or {@code things.id} of a list of objects. */
    record Claim(String name) implements Subject {
        @Override
        public List<String> values(Visit visit, Bearer bearer) {
            var authorization = visit.request().getHeader("authorization");
            return authorization == null ? List.of() : bearer.claim(authorization, name);
        }

        @Override
        public boolean claimed() {
            return true;
        }
    }
}
