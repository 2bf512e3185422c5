package io.familygrocer.planted.cycle.butter;

import io.familygrocer.planted.cycle.bread.Bread;

/** Breaks a rule on purpose: needs bread, which needs butter. */
public record Butter(Bread bread) {}
