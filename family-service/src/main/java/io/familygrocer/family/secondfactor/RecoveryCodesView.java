package io.familygrocer.family.secondfactor;

import java.util.List;

/**
 * Codes for who has lost their authenticator app. They are in this answer only, and those before are worthless.
 *
 * @param recoveryCodes each good once: secrets
 */
public record RecoveryCodesView(List<String> recoveryCodes) {

    @Override
    public String toString() {
        return "RecoveryCodesView[…]";
    }
}
