package io.familygrocer.family.family;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a family measures. */
public enum Units {
    /** Kilograms and litres. */
    @JsonProperty("metric")
    METRIC,
    /** Pounds, and pints of 568 ml. */
    @JsonProperty("imperial")
    IMPERIAL,
    /** Pounds, and pints of 473 ml. */
    @JsonProperty("us")
    US
}
