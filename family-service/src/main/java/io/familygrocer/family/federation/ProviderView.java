package io.familygrocer.family.federation;

/**
 * A provider that people may sign in with.
 *
 * @param name what addresses call it
 * @param displayName what people call it
 */
public record ProviderView(String name, String displayName) {

    static ProviderView of(Provider provider) {
        return new ProviderView(provider.name(), provider.displayName());
    }
}
