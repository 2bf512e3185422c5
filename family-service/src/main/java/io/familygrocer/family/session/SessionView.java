package io.familygrocer.family.session;

import java.util.UUID;

import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.rotation.RotatingToken;
import io.familygrocer.family.token.AccessToken;

/**
 * Somebody who is signed in.
 *
 * @param accessToken for the Authorization header: a secret
 * @param expiresIn seconds until the access token expires
 * @param refreshToken good once, for the next session document: a secret
 */
public record SessionView(UUID personId, String displayName, String accessToken, long expiresIn, String refreshToken) {

    static SessionView of(PersonView person, AccessToken access, RotatingToken refresh) {
        return new SessionView(person.id(), person.displayName(), access.value(), access.expiresIn(), refresh.text());
    }

    @Override
    public String toString() {
        return "SessionView[" + personId + "]";
    }
}
