import { Api } from './api';
import { Board, replicas } from './board.svelte';
import { explain, refused } from './explain';
import { recall, remember } from './kept';
import { LANGUAGE, m } from './messages';
import { rightsOf, USUAL, type Capability, type Rights, type RightsTable } from './rights';
import { router } from './router.svelte';
import type { Category, Family, FamilyRef, Member, Notice, Session } from './types';

const ME = 'family-grocer.me';
const CATEGORIES = 'family-grocer.categories';
const RIGHTS = 'family-grocer.rights';
const CHOSEN = 'family-grocer.family';
const NOTICES_EVERY = 20_000;
/** Notifications follow the change through a queue; two looks catch the usual and the slow case. */
const NOTICES_AFTER = [800, 2_500, 6_000];

interface Kept {
  families: FamilyRef[];
  members: Record<string, Member[]>;
}

/** Who is signed in, their families, and what all pages share. One per tab. */
class App {
  readonly api = Api.ofPerson();
  /** The documents of the family shown. */
  readonly board = new Board(this.api, {
    onRemote: (changes) => this.#lookAfter(changes.some(({ before, after }) => !before && !after.deleted)),
    onRejected: (problem, name) => (this.toast = refused(problem, name)),
    onGone: (familyId) => this.#familyGone(familyId),
  });
  session: Session | null = $state.raw(this.api.session);
  /** Null until known: from this device's memory, or from the server. Dissolved ones are not among them. */
  families: FamilyRef[] | null = $state.raw(null);
  /** Those that this person can still restore. */
  dissolved: FamilyRef[] = $state.raw([]);
  family: FamilyRef | null = $state.raw(null);
  members: Member[] = $state.raw([]);
  categories: Category[] = $state.raw(recall<Category[]>(CATEGORIES) ?? []);
  notices: Notice[] | null = $state.raw(null);
  unread = $state(0);
  startError = $state('');
  /** Shown until dismissed. */
  toast = $state('');
  #table: RightsTable = $state.raw(recall<RightsTable>(RIGHTS) ?? USUAL);

  /** What this person may in the family shown. */
  readonly rights: Rights = $derived(rightsOf(this.family?.role ?? '', this.#table));

  /** Begins: with what this device remembers at once, then with what the server says. */
  start(): void {
    this.api.onSession = (session, expired) => this.#sessionChanged(session, expired);
    addEventListener('online', () => this.#online(true));
    addEventListener('offline', () => this.#online(false));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#online(navigator.onLine);
    });
    setInterval(() => void this.#lookForNotices(), NOTICES_EVERY);
    void this.#loadCategories();
    if (this.session) void this.#enter();
    else void this.api.leave();
  }

  /** Whether this person may do something in the family shown. */
  may(capability: Capability): boolean {
    return this.rights.has(capability);
  }

  // Account

  /** Takes the session that a sign-in of any kind has given. */
  begin(session: Session): void {
    this.api.begin(session);
  }

  /** Ends the session and takes this person's data off the device. */
  async signOut(): Promise<void> {
    if (!this.session) return;
    await this.leave();
    router.go('/');
  }

  /** Ends the session and takes everything of this person off the device. */
  async leave(): Promise<void> {
    const personId = this.session?.personId;
    this.#leaveFamily();
    await this.api.signOut('/api/auth/sign-out');
    await (await replicas()).forget(`${personId}/`).catch(() => undefined);
    for (const key of [ME, CHOSEN, LANGUAGE]) localStorage.removeItem(key);
    this.api.end();
  }

  /** Another name of this person, everywhere on this device. */
  renamed(displayName: string): void {
    if (this.session) this.api.begin({ ...this.session, displayName });
    this.session = this.api.session;
    void this.loadMembers().catch(() => undefined);
  }

  // Families

  async createFamily(name: string): Promise<void> {
    this.joined((await this.api.post<{ family: Family }>('/api/families', { name })).family);
  }

  async acceptInvite(codeOrToken: string): Promise<void> {
    this.joined((await this.api.post<{ family: Family }>(`/api/invites/${encodeURIComponent(codeOrToken)}/accept`)).family);
  }

  /** A family that this person has just come into, or come back to. */
  joined(family: Family): void {
    const { id, name, role } = family;
    this.dissolved = this.dissolved.filter((each) => each.id !== id);
    this.families = [...(this.families ?? []).filter((each) => each.id !== id), { id, name, role }];
    this.choose({ id, name, role });
    this.members = family.members ?? [];
    this.#keep();
    void this.loadMembers().catch(() => undefined);
  }

  async leaveCurrentFamily(): Promise<void> {
    if (!this.family || !this.session) return;
    await this.api.delete(`/api/families/${this.family.id}/members/${this.session.personId}`);
    this.#familyGone(this.family.id);
    router.go('/');
  }

  /** A family was dissolved by this person, who can restore it for a while. */
  dissolvedFamily(family: Family): void {
    this.#familyGone(family.id, m.familyDissolved(family.name));
    this.dissolved = [...this.dissolved.filter((each) => each.id !== family.id), family];
  }

  /** What a change of the family shown has made of it. */
  changed(family: Family): void {
    const { id, name, role } = family;
    this.families = (this.families ?? []).map((each) => (each.id === id ? { id, name, role } : each));
    if (this.family?.id !== id) return;
    this.family = { id, name, role };
    this.members = family.members ?? [];
    this.#keep();
  }

  /** Shows another of the person's families. */
  choose(family: FamilyRef): void {
    localStorage.setItem(CHOSEN, family.id);
    void this.#openFamily(family);
  }

  /** Shows the family that has this list, where it is another one of the person's; else nothing happens. */
  async chooseFamilyOf(listId: string): Promise<void> {
    const found = await this.api.get<{ familyId: string }>(`/api/lists/${listId}`).catch(() => null);
    const family = this.families?.find((each) => each.id === found?.familyId);
    if (family && family.id !== this.family?.id) this.choose(family);
  }

  async loadMembers(): Promise<void> {
    const family = this.family;
    if (!family) return;
    this.changed(await this.api.get<Family>(`/api/families/${family.id}`));
  }

  isMe(personId: string | null): boolean {
    return personId !== null && personId === this.session?.personId;
  }

  /** What somebody is called in this family. */
  nameOf(personId: string | null): string {
    return this.members.find((member) => member.personId === personId)?.displayName ?? m.someone;
  }

  // Notifications

  async loadNotices(): Promise<void> {
    const found = await this.api.get<{ items: Notice[]; unread: number }>('/api/notifications?limit=50');
    this.notices = found.items;
    this.unread = found.unread;
  }

  async readNotice(notice: Notice): Promise<void> {
    if (notice.read) return;
    this.notices = (this.notices ?? []).map((each) => (each.id === notice.id ? { ...each, read: true } : each));
    this.unread = Math.max(0, this.unread - 1);
    await this.api.post(`/api/notifications/${notice.id}/read`).catch(() => undefined);
  }

  async readAllNotices(): Promise<void> {
    this.notices = (this.notices ?? []).map((each) => ({ ...each, read: true }));
    this.unread = 0;
    await this.api.post('/api/notifications/read-all').catch(() => undefined);
  }

  /** Asks the server again who this is; for the "try again" button. */
  async retryStart(): Promise<void> {
    await this.#enter();
  }

  // Inside

  #sessionChanged(session: Session | null, expired: boolean): void {
    if (expired) this.toast = m.sessionEnded;
    const samePerson = session?.personId === this.session?.personId;
    this.session = session;
    if (session && !samePerson) void this.#enter();
    if (session) return;
    this.#leaveFamily();
    this.families = null;
    this.dissolved = [];
    this.notices = null;
    this.unread = 0;
  }

  async #enter(): Promise<void> {
    this.startError = '';
    const kept = this.#recall();
    if (kept) await this.#show(kept.families);
    try {
      const me = await this.api.get<{ families: FamilyRef[] }>('/api/me');
      this.dissolved = me.families.filter((each) => each.state === 'dissolved');
      await this.#show(me.families.filter((each) => each.state !== 'dissolved'));
      this.#keep();
      await Promise.all([this.loadMembers(), this.#lookForNotices(), this.#loadRights()]);
    } catch (error) {
      if (!kept && this.session) this.startError = explain(error);
    }
  }

  async #show(families: FamilyRef[]): Promise<void> {
    this.families = families;
    const chosen = localStorage.getItem(CHOSEN);
    const family = families.find((each) => each.id === chosen) ?? families[0];
    if (!family) return this.#leaveFamily();
    if (family.id === this.family?.id) this.family = family;
    else await this.#openFamily(family);
  }

  async #openFamily(family: FamilyRef): Promise<void> {
    const session = this.session;
    if (!session) return;
    this.family = family;
    this.members = this.#recall()?.members[family.id] ?? [];
    await this.board.open({ familyId: family.id, actorId: session.personId });
  }

  #familyGone(id: string, why = m.familyGone): void {
    if (this.family?.id !== id) return;
    this.#leaveFamily();
    localStorage.removeItem(CHOSEN);
    this.toast = why;
    void this.#show((this.families ?? []).filter((each) => each.id !== id)).then(() => this.#keep());
  }

  #leaveFamily(): void {
    this.board.close();
    this.family = null;
    this.members = [];
  }

  #online(yes: boolean): void {
    this.board.online(yes);
    if (!yes) return;
    void this.#lookForNotices();
    if (!this.session) void this.api.leave();
    else if (this.startError) void this.#enter();
  }

  #lookAfter(added: boolean): void {
    if (added) for (const delay of NOTICES_AFTER) setTimeout(() => void this.#lookForNotices(), delay);
  }

  async #lookForNotices(): Promise<void> {
    if (!this.session || !navigator.onLine || document.visibilityState === 'hidden') return;
    await this.loadNotices().catch(() => undefined);
  }

  async #loadRights(): Promise<void> {
    const found = await this.api.get<{ roles: RightsTable }>('/api/capabilities').catch(() => null);
    if (!found) return;
    this.#table = found.roles;
    remember(RIGHTS, found.roles);
  }

  async #loadCategories(): Promise<void> {
    try {
      this.categories = (await this.api.get<{ items: Category[] }>('/api/catalog/categories')).items;
      remember(CATEGORIES, this.categories);
    } catch {
      // The remembered ones are good enough; without any, everything stands below "Other" until the next try.
      setTimeout(() => void this.#loadCategories(), 15_000);
    }
  }

  #recall(): Kept | null {
    const all = recall<Record<string, Kept>>(ME);
    return (this.session && all?.[this.session.personId]) ?? null;
  }

  #keep(): void {
    if (!this.session || !this.families) return;
    const members = { ...this.#recall()?.members, ...(this.family && { [this.family.id]: this.members }) };
    remember(ME, { [this.session.personId]: { families: this.families, members } });
  }
}

export const app = new App();
