package io.familygrocer.family.signin;

import io.familygrocer.family.session.SessionView;

/**
 * Somebody who has come in.
 *
 * @param knownDevice what the device says the next time, so that it is known again; a secret of little worth
 */
record SignedIn(SessionView session, String knownDevice) {

    @Override
    public String toString() {
        return "SignedIn[…]";
    }
}
