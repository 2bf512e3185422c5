/**
 * How a service answers when somebody wants to take along or to have erased what is known of them. A service implements
 * {@link io.familygrocer.platform.privacy.PersonalData}; the rest is here.
 */
package io.familygrocer.platform.privacy;
