import { announce, type RemoteChange } from './announce';
import { Api, ApiError, Unreachable } from './api';
import { newId } from './ids';
import { m } from './messages';
import { Replica, type SyncState } from './replica';
import { router } from './router.svelte';
import { claimSlot } from './slots';
import { ReplicaStore } from './store';
import { ChangeStream } from './stream';
import type {
  Category,
  Doc,
  Family,
  FamilyRef,
  ItemDoc,
  ListDoc,
  Notice,
  Op,
  Session,
} from './types';

const ME = 'family-grocer.me';
const CATEGORIES = 'family-grocer.categories';
const CHOSEN = 'family-grocer.family';
const UNDO_WITHIN = 5_000;
const NOTICES_EVERY = 20_000;
/** Notifications follow the change through a queue; two looks catch the usual and the slow case. */
const NOTICES_AFTER = [800, 2_500, 6_000];

interface Kept {
  families: FamilyRef[];
  members: Record<string, Family['members']>;
}

/** Everything the pages show, and everything they can do. One per tab. */
class App {
  readonly api = new Api();
  session: Session | null = $state.raw(this.api.session);
  /** Null until known: from this device's memory, or from the server. */
  families: FamilyRef[] | null = $state.raw(null);
  family: FamilyRef | null = $state.raw(null);
  members: Family['members'] = $state.raw([]);
  categories: Category[] = $state.raw(recall<Category[]>(CATEGORIES) ?? []);
  docs: ReadonlyMap<string, Doc> = $state.raw(new Map());
  loaded = $state(false);
  sync: SyncState = $state('synced');
  waiting = $state(0);
  notices: Notice[] | null = $state.raw(null);
  unread = $state(0);
  startError = $state('');
  /** Read out by screen readers, politely. */
  said = $state('');
  /** Shown until dismissed. */
  toast = $state('');
  /** What was just removed, for as long as it can be brought back by one press. */
  removed: ItemDoc | null = $state.raw(null);

  readonly lists = $derived(
    [...this.docs.values()]
      .filter((doc): doc is ListDoc => doc.kind === 'list' && !doc.deleted)
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)),
  );
  readonly items = $derived.by(() => {
    const byList = new Map<string, ItemDoc[]>();
    for (const doc of this.docs.values()) {
      if (doc.kind !== 'item' || doc.deleted) continue;
      const items = byList.get(doc.listId);
      if (items) items.push(doc);
      else byList.set(doc.listId, [doc]);
    }
    return byList;
  });

  #replica: Replica | null = null;
  #stream: ChangeStream | null = null;
  #store: Promise<ReplicaStore> | null = null;
  #opening = '';

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
  }

  // Account

  async register(displayName: string, email: string, password: string): Promise<void> {
    this.api.begin(await this.api.post<Session>('/api/auth/register', { email, password, displayName }));
  }

  async signIn(email: string, password: string): Promise<void> {
    this.api.begin(await this.api.post<Session>('/api/auth/sign-in', { email, password }));
  }

  /** Ends the session and takes this person's data off the device. */
  async signOut(): Promise<void> {
    const session = this.session;
    if (!session) return;
    this.#leaveFamily();
    await this.api.post('/api/auth/sign-out', { refreshToken: session.refreshToken }).catch(() => undefined);
    await (await this.#open()).forget(`${session.personId}/`).catch(() => undefined);
    for (const key of [ME, CHOSEN]) localStorage.removeItem(key);
    this.api.end();
    router.go('/');
  }

  // Families

  async createFamily(name: string): Promise<void> {
    const { family, accessToken } = await this.api.post<{ family: Family; accessToken: string }>('/api/families', { name });
    this.#joined(family, accessToken);
  }

  async acceptInvite(codeOrToken: string): Promise<void> {
    const { family, accessToken } = await this.api.post<{ family: Family; accessToken: string }>(
      `/api/invites/${encodeURIComponent(codeOrToken)}/accept`,
    );
    this.#joined(family, accessToken);
  }

  async leaveCurrentFamily(): Promise<void> {
    if (!this.family || !this.session) return;
    await this.api.delete(`/api/families/${this.family.id}/members/${this.session.personId}`);
    this.#familyGone(this.family.id);
    router.go('/');
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
    const found = await this.api.get<Family>(`/api/families/${family.id}`);
    if (this.family?.id !== family.id) return;
    this.members = found.members ?? [];
    this.#keep();
  }

  isMe(personId: string | null): boolean {
    return personId !== null && personId === this.session?.personId;
  }

  /** What somebody is called in this family. */
  nameOf(personId: string | null): string {
    return this.members.find((member) => member.personId === personId)?.displayName ?? m.someone;
  }

  // Lists and items

  /** Does something on the shown family's documents. */
  do(...ops: Op[]): void {
    this.#replica?.mutate(...ops);
  }

  /** Removes an item, and offers to bring it back for a few seconds: the button is beside others, and thumbs slip. */
  removeItem(item: ItemDoc): void {
    this.do({ op: 'item.remove', id: item.id, seen: this.seen });
    this.removed = item;
    setTimeout(() => {
      if (this.removed === item) this.removed = null;
    }, UNDO_WITHIN);
  }

  /** Brings the removed item back, as a new one: so it comes back whatever others did with the old one. */
  undoRemove(): void {
    const item = this.removed;
    this.removed = null;
    if (!item) return;
    const { listId, name, amount, unit, note, category, checked } = item;
    this.do({ op: 'item.set', id: newId(), listId, fields: { name, amount, unit, note, category, checked } });
  }

  /** The revision up to which this device has seen the family, for removals. */
  get seen(): number {
    return this.#replica?.revision ?? 0;
  }

  list(id: string): ListDoc | undefined {
    const doc = this.docs.get(id);
    return doc?.kind === 'list' && !doc.deleted ? doc : undefined;
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

  /** A sentence for the person about what went wrong. */
  explain(error: unknown): string {
    if (error instanceof Unreachable) return m.unreachable;
    if (!(error instanceof ApiError)) return m.somethingWrong;
    return m.problems[error.kind] ?? (error.message || m.somethingWrong);
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
    this.notices = null;
    this.unread = 0;
  }

  async #enter(): Promise<void> {
    this.startError = '';
    const kept = this.#recall();
    if (kept) await this.#show(kept.families);
    try {
      const me = await this.api.get<{ families: FamilyRef[] }>('/api/me');
      await this.#show(me.families);
      this.#keep();
      await Promise.all([this.loadMembers(), this.#lookForNotices()]);
    } catch (error) {
      if (!kept && this.session) this.startError = this.explain(error);
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

  #joined(family: Family, accessToken: string): void {
    this.api.replaceToken(accessToken);
    const { id, name, role } = family;
    this.families = [...(this.families ?? []).filter((each) => each.id !== id), { id, name, role }];
    this.choose({ id, name, role });
    this.members = family.members ?? [];
    this.#keep();
    void this.loadMembers().catch(() => undefined);
  }

  async #openFamily(family: FamilyRef): Promise<void> {
    const session = this.session;
    if (!session) return;
    this.#leaveFamily();
    this.family = family;
    this.members = this.#recall()?.members[family.id] ?? [];
    const prefix = `${session.personId}/${family.id}/`;
    this.#opening = prefix;
    const store = await this.#open();
    const { key, orphans } = await claimSlot(prefix, store);
    const replica = await this.#openReplica(key, family, session.personId, store, true);
    if (this.#opening !== prefix) return replica.close();
    this.#replica = replica;
    this.#changed([]);
    this.#listen(family.id, replica);
    if (!navigator.onLine) replica.online(false);
    void replica.sync();
    for (const orphan of orphans) {
      const left = await this.#openReplica(orphan.key, family, session.personId, store, false);
      void left.sync().finally(() => {
        left.close();
        orphan.release();
      });
    }
  }

  #openReplica(key: string, family: FamilyRef, personId: string, store: ReplicaStore, shown: boolean): Promise<Replica> {
    return Replica.open({
      key,
      actor: { familyId: family.id, personId },
      store,
      send: (request) => this.api.post('/api/sync', request, { signal: AbortSignal.timeout(20_000) }),
      onChange: (remote) => shown && this.#changed(remote),
      onRejected: (problem) => (this.toast = `${m.rejected}: ${this.explain(new ApiError(problem.status ?? 0, problem))}`),
      onGone: () => shown && this.#familyGone(family.id),
    });
  }

  #listen(familyId: string, replica: Replica): void {
    this.#stream = new ChangeStream({
      open: (headers, signal) =>
        this.api.fetch(`/api/stream?family=${familyId}`, { headers, signal }),
      since: () => replica.revision,
      onOpen: () => void replica.sync(),
      onRefused: () => void replica.sync(),
      onChanges: (revision, changes) => replica.receive(revision, changes),
    });
  }

  #changed(remote: RemoteChange[]): void {
    const replica = this.#replica;
    if (!replica) return;
    const said = announce(remote);
    if (said) this.said = said;
    if (remote.some(({ before, after }) => !before && !after.deleted)) {
      for (const delay of NOTICES_AFTER) setTimeout(() => void this.#lookForNotices(), delay);
    }
    this.docs = replica.docs;
    this.loaded = replica.loaded;
    this.sync = replica.state;
    this.waiting = replica.waiting;
  }

  #familyGone(id: string): void {
    if (this.family?.id !== id) return;
    this.#leaveFamily();
    localStorage.removeItem(CHOSEN);
    this.toast = m.familyGone;
    void this.#show((this.families ?? []).filter((each) => each.id !== id)).then(() => this.#keep());
  }

  #leaveFamily(): void {
    this.#opening = '';
    this.#stream?.close();
    this.#replica?.close();
    this.#stream = null;
    this.#replica = null;
    this.family = null;
    this.members = [];
    this.removed = null;
    this.docs = new Map();
    this.loaded = false;
    this.sync = 'synced';
    this.waiting = 0;
  }

  #online(yes: boolean): void {
    this.#replica?.online(yes);
    if (!yes) return;
    this.#stream?.wake();
    void this.#lookForNotices();
    if (this.session && this.startError) void this.#enter();
  }

  async #lookForNotices(): Promise<void> {
    if (!this.session || !navigator.onLine || document.visibilityState === 'hidden') return;
    await this.loadNotices().catch(() => undefined);
  }

  async #loadCategories(): Promise<void> {
    try {
      this.categories = (await this.api.get<{ items: Category[] }>('/api/catalog/categories')).items;
      localStorage.setItem(CATEGORIES, JSON.stringify(this.categories));
    } catch {
      // The remembered ones are good enough; without any, everything stands below "Other" until the next try.
      setTimeout(() => void this.#loadCategories(), 15_000);
    }
  }

  #open(): Promise<ReplicaStore> {
    this.#store ??= ReplicaStore.open();
    return this.#store;
  }

  #recall(): Kept | null {
    const all = recall<Record<string, Kept>>(ME);
    return (this.session && all?.[this.session.personId]) ?? null;
  }

  #keep(): void {
    if (!this.session || !this.families) return;
    const members = { ...this.#recall()?.members, ...(this.family && { [this.family.id]: this.members }) };
    localStorage.setItem(ME, JSON.stringify({ [this.session.personId]: { families: this.families, members } }));
  }
}

function recall<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

export const app = new App();
