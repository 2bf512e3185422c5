package io.familygrocer.family.verification;

/** What the link of a mail is for. */
enum Purpose {
    /** To show that an account's address is the person's. */
    VERIFY_EMAIL,
    /** To choose a new password. */
    RESET_PASSWORD,
    /** To show that a new address is the person's. */
    CHANGE_EMAIL
}
