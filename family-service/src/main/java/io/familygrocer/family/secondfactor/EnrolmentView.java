package io.familygrocer.family.secondfactor;

/**
 * What an authenticator app needs to know. It is in this answer only.
 *
 * @param secret in base 32, for typing: a secret
 * @param uri {@code otpauth://totp/…}, for the app on the same device: a secret
 * @param qr the URI as a QR code, an SVG document: a secret
 */
public record EnrolmentView(String secret, String uri, String qr) {

    @Override
    public String toString() {
        return "EnrolmentView[…]";
    }
}
