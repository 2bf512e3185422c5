package io.familygrocer.family.federation;

import java.net.URI;

/**
 * A sign-in with a provider that has begun.
 *
 * @param authorizationUrl where to send the person
 * @param state a secret for the client to keep where only it can read it, and to hand in when the person comes back. It
 *     is not the {@code state} in the address: with that one alone nobody finishes somebody else's sign-in
 */
public record StartView(URI authorizationUrl, String state) {

    @Override
    public String toString() {
        return "StartView[…]";
    }
}
