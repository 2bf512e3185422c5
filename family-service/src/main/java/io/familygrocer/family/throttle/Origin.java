package io.familygrocer.family.throttle;

/**
 * Where an attempt comes from.
 *
 * @param address of the client, as the proxy settings of the service allow to know it
 * @param device what a known device has said, see {@link KnownDevices}; null where it has said nothing
 */
public record Origin(String address, String device) {

    @Override
    public String toString() {
        return "Origin[…]";
    }
}
