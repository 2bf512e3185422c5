import { recall } from './kept';
import { account } from './texts/account';
import { family } from './texts/family';
import { guest } from './texts/guest';
import { joining } from './texts/joining';
import { lists } from './texts/lists';
import { onlist } from './texts/onlist';
import { problems } from './texts/problems';
import { signing } from './texts/signing';
import { transfer } from './texts/transfer';

const en = {
  ...lists.en,
  ...joining.en,
  account: account.en,
  fam: family.en,
  guest: guest.en,
  onlist: onlist.en,
  signing: signing.en,
  transfer: transfer.en,
  appName: 'Family Grocer',
  tagline: 'One list for everyone at home. Works in the shop, even without a network.',
  signIn: 'Sign in',
  createAccount: 'Create account',
  name: 'Name',
  email: 'E-mail',
  password: 'Password',
  passwordHint: (n: number) => `At least ${n} characters`,
  newHere: 'New here?',
  haveAccount: 'Already have an account?',
  signOut: 'Sign out',
  signOutWaiting: (n: number) => `${changes(n)} have not reached the server yet and would be lost. Sign out anyway?`,
  problems: problems.en,
  waitFor: (seconds: number) =>
    seconds < 90 ? `Try again in ${Math.ceil(seconds)} seconds.` : `Try again in ${Math.ceil(seconds / 60)} minutes.`,
  unreachable: 'The server can’t be reached. Try again in a moment.',
  somethingWrong: 'That did not work.',
  retry: 'Try again',
  loading: 'Loading…',
  offlineBanner: (n: number) => (n === 0 ? 'Offline. You can go on working.' : `Offline. Changes waiting: ${n}`),
  synced: 'Everything is saved',
  pending: (n: number) => `Changes waiting: ${n}`,
  inbox: 'Inbox',
  inboxUnread: (n: number) => (n === 0 ? 'Inbox' : `Inbox, ${n} unread`),
  inboxEmpty: 'Nothing new',
  inboxEmptyHint: 'When others in the family add something, you see it here.',
  markAllRead: 'Mark all as read',
  noticeTitle: (who: string, items: string) => `${who} added ${items}`,
  others: (n: number) => `${n} more`,
  added: (what: string) => `${what} was added`,
  checked: (what: string) => `${what} was checked off`,
  unchecked: (what: string) => `${what} was put back`,
  removed: (what: string) => `${what} was removed`,
  changed: (what: string) => `${what} was changed`,
  manyChanges: (n: number) => `${n} things changed`,
  rejected: 'A change was not accepted',
  rejectedOf: (what: string) => `The change to ${what} was not accepted`,
  sessionEnded: 'Please sign in again. Your changes are kept on this device.',
  familyGone: 'You are no longer in this family.',
  familyDissolved: (name: string) => `${name} was dissolved. You can restore it on the family page.`,
  dismiss: 'Dismiss',
  undo: 'Undo',
  notFound: 'There is nothing here',
};

function changes(n: number): string {
  return n === 1 ? '1 change' : `${n} changes`;
}

export type Messages = typeof en;

const de: Messages = {
  ...lists.de,
  ...joining.de,
  account: account.de,
  fam: family.de,
  guest: guest.de,
  onlist: onlist.de,
  signing: signing.de,
  transfer: transfer.de,
  appName: 'Family Grocer',
  tagline: 'Eine Liste für alle zu Hause. Funktioniert im Laden, auch ohne Netz.',
  signIn: 'Anmelden',
  createAccount: 'Konto anlegen',
  name: 'Name',
  email: 'E-Mail',
  password: 'Passwort',
  passwordHint: (n) => `Mindestens ${n} Zeichen`,
  newHere: 'Neu hier?',
  haveAccount: 'Schon ein Konto?',
  signOut: 'Abmelden',
  signOutWaiting: (n) =>
    `${n === 1 ? '1 Änderung ist' : `${n} Änderungen sind`} noch nicht beim Server und ginge${n === 1 ? '' : 'n'} verloren. Trotzdem abmelden?`,
  problems: problems.de,
  waitFor: (seconds) =>
    seconds < 90 ? `Versuch es in ${Math.ceil(seconds)} Sekunden wieder.` : `Versuch es in ${Math.ceil(seconds / 60)} Minuten wieder.`,
  unreachable: 'Der Server ist nicht erreichbar. Bitte gleich noch einmal versuchen.',
  somethingWrong: 'Das hat nicht geklappt.',
  retry: 'Noch einmal',
  loading: 'Lädt…',
  offlineBanner: (n) => (n === 0 ? 'Offline. Du kannst weiterarbeiten.' : `Offline. Wartende Änderungen: ${n}`),
  synced: 'Alles gespeichert',
  pending: (n) => `Wartende Änderungen: ${n}`,
  inbox: 'Neuigkeiten',
  inboxUnread: (n) => (n === 0 ? 'Neuigkeiten' : `Neuigkeiten, ${n} ungelesen`),
  inboxEmpty: 'Nichts Neues',
  inboxEmptyHint: 'Wenn andere in der Familie etwas eintragen, siehst du es hier.',
  markAllRead: 'Alle als gelesen markieren',
  noticeTitle: (who, items) => `${who} hat ${items} eingetragen`,
  others: (n) => `${n} weitere`,
  added: (what) => `${what} wurde eingetragen`,
  checked: (what) => `${what} wurde abgehakt`,
  unchecked: (what) => `${what} wurde zurückgelegt`,
  removed: (what) => `${what} wurde entfernt`,
  changed: (what) => `${what} wurde geändert`,
  manyChanges: (n) => `${n} Dinge haben sich geändert`,
  rejected: 'Eine Änderung wurde nicht angenommen',
  rejectedOf: (what) => `Die Änderung an ${what} wurde nicht angenommen`,
  sessionEnded: 'Bitte neu anmelden. Deine Änderungen bleiben auf diesem Gerät.',
  familyGone: 'Du gehörst nicht mehr zu dieser Familie.',
  familyDissolved: (name) => `${name} ist aufgelöst. Auf der Familienseite kannst du sie wiederherstellen.`,
  dismiss: 'Schließen',
  undo: 'Rückgängig',
  notFound: 'Hier ist nichts',
};

/** Where this device keeps the language that its person has chosen. */
export const LANGUAGE = 'family-grocer.language';

/** The language of the interface: the chosen one, else the browser's, where there is a translation. */
export const language: 'en' | 'de' = (recall<string>(LANGUAGE) ?? navigator.language).toLowerCase().startsWith('de')
  ? 'de'
  : 'en';

/** The texts in that language. */
export const m: Messages = language === 'de' ? de : en;
