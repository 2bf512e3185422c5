package io.familygrocer.notification.inbox;

import java.util.List;

/**
 * A page of the inbox, newest first.
 *
 * @param next what to send as {@code after} for the next page; null on the last
 * @param unread how many entries of the whole inbox are unread
 */
record NotificationPage(List<NotificationView> items, String next, long unread) {}
