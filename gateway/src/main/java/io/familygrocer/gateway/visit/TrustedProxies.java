package io.familygrocer.gateway.visit;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.configuration.ConfigurationException;

import io.familygrocer.gateway.config.GatewayConfig;

/** Whose word about a client is believed. */
@Singleton
public final class TrustedProxies {
    private final List<AddressRange> ranges;

    @Inject
    TrustedProxies(GatewayConfig config) {
        this(config.trustedProxies().orElse(List.of()));
    }

    /** @throws ConfigurationException naming the entry that is no address */
    public TrustedProxies(List<String> blocks) {
        ranges = blocks.stream().map(TrustedProxies::parse).toList();
    }

    /** Whether an IP address belongs to a proxy of ours. */
    public boolean trusts(String address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static AddressRange parse(String block) {
        try {
            return AddressRange.of(block.strip());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("grocer.gateway.trusted-proxies has " + block
                    + "; an entry is an address or a block such as 10.0.0.0/8 or fd00::/8");
        }
    }
}
