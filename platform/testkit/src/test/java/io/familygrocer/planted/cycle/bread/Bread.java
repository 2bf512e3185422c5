package io.familygrocer.planted.cycle.bread;

import io.familygrocer.planted.cycle.butter.Butter;

/** Breaks a rule on purpose: needs butter, which needs bread. */
public record Bread(Butter butter) {}
