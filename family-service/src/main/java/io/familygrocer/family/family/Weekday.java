package io.familygrocer.family.family;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A day of the week, as it is on the wire. */
public enum Weekday {
    /** The first of ISO 8601. */
    @JsonProperty("monday")
    MONDAY,
    @JsonProperty("tuesday")
    TUESDAY,
    @JsonProperty("wednesday")
    WEDNESDAY,
    @JsonProperty("thursday")
    THURSDAY,
    @JsonProperty("friday")
    FRIDAY,
    /** The first in much of the Arab world. */
    @JsonProperty("saturday")
    SATURDAY,
    /** The first in the Americas. */
    @JsonProperty("sunday")
    SUNDAY
}
