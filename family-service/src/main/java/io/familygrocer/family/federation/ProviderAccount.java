package io.familygrocer.family.federation;

/**
 * Somebody, as a provider knows them.
 *
 * @param subject who it is, for the issuer; nothing else of this says it
 * @param email null where the provider does not say it
 * @param emailVerified whether the provider says that the address is theirs
 * @param name what to call them; null where the provider does not say it
 */
record ProviderAccount(String issuer, String subject, String email, boolean emailVerified, String name) {

    @Override
    public String toString() {
        return "ProviderAccount[" + issuer + "]";
    }
}
