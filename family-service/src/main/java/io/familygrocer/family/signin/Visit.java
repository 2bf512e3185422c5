package io.familygrocer.family.signin;

import io.familygrocer.family.session.DeviceInfo;
import io.familygrocer.family.throttle.Origin;

/**
 * Who knocks, as far as their request says.
 *
 * @param language that mails are written in
 */
record Visit(DeviceInfo device, Origin origin, String language) {}
