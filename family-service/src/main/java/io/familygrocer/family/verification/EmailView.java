package io.familygrocer.family.verification;

/**
 * A person's e-mail address.
 *
 * @param verified whether it was shown to be theirs
 */
public record EmailView(String email, boolean verified) {

    @Override
    public String toString() {
        return "EmailView[…]";
    }
}
