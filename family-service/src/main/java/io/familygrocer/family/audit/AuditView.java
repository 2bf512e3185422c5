package io.familygrocer.family.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An entry of the audit log, as its person reads it.
 *
 * @param network where it came from: an IPv4 address without its last 8 bits or an IPv6 address without its last 80, as
 *     {@code 203.0.113.0/24}; null where it did not come over a network
 * @param device what the program called itself; null as above
 * @param detail what else is known of it; names depend on the action
 */
public record AuditView(
        UUID id, AuditAction action, Instant at, String network, String device, Map<String, String> detail) {}
