package io.familygrocer.family.secondfactor;

/**
 * Whether a sign-in by password needs a code, too.
 *
 * @param recoveryCodesLeft unused ones; 0 where it is off
 */
public record SecondFactorView(boolean on, long recoveryCodesLeft) {}
