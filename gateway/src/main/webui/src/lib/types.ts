/** A list as the server knows it. */
export interface ListDoc {
  kind: 'list';
  id: string;
  familyId: string;
  revision: number;
  deleted: false;
  name: string;
  icon: string | null;
  /** Sorts the lists; those without one come last. */
  position?: string;
  archived?: true;
  /** Where it is shopped. */
  store?: string;
  template?: true;
  /** Who sees it besides its owner; not there for the whole family. */
  sharedWith?: string[];
}

/** An item as the server knows it; what nobody has said is null. */
export interface ItemDoc {
  kind: 'item';
  id: string;
  familyId: string;
  listId: string;
  revision: number;
  deleted: false;
  name: string;
  amount: number | null;
  unit: string | null;
  note: string | null;
  category: string | null;
  productId: string | null;
  checked: boolean;
  addedBy: string | null;
  checkedBy: string | null;
  /** `asked` while it waits for an adult's yes. */
  approval?: 'asked' | null;
  urgent?: boolean | null;
  /** A day, as 2026-12-24. */
  due?: string | null;
  /** Who has bought it besides the one who checked it. */
  boughtTwice?: string | null;
  /** The name of its picture. */
  photo?: string | null;
  /** Who gets it. */
  assignedTo?: string | null;
  /** The trip that it is left out of. */
  skippedIn?: string | null;
}

/** What is gone. */
export interface Tombstone {
  kind: 'list' | 'item';
  id: string;
  familyId: string;
  revision: number;
  deleted: true;
  /** The item that it was folded into. */
  mergedInto?: string;
}

export type Doc = ListDoc | ItemDoc | Tombstone;

export interface ItemFields {
  name?: string;
  amount?: number | null;
  unit?: string | null;
  note?: string | null;
  category?: string | null;
  productId?: string | null;
  checked?: boolean;
  urgent?: boolean | null;
  due?: string | null;
  boughtTwice?: null;
  photo?: string | null;
  skippedIn?: string | null;
}

export interface ListFields {
  name?: string;
  icon?: string | null;
}

/** Something that the family may want. */
export interface Suggestion {
  name: string;
  category?: string;
  productId?: string;
  reason: 'due' | 'together' | 'frequent' | 'recent';
}

/** In which order one comes by the categories of a store. */
export interface StoreOrder {
  store: string;
  order: string[];
}

/** What a person did; see the sync contract. */
export type Op =
  | { op: 'item.set'; id: string; listId?: string; fields: ItemFields }
  | { op: 'item.adjust'; id: string; by: number }
  | { op: 'item.remove'; id: string; seen: number }
  | { op: 'item.approve'; id: string; seen: number }
  /** Says who gets it; null is nobody. */
  | { op: 'item.assign'; id: string; fields: { assignedTo: string | null } }
  | { op: 'list.set'; id: string; fields: ListFields }
  | { op: 'list.remove'; id: string; seen: number }
  | { op: 'list.clear-checked'; id: string; seen: number }
  /** Takes back what the activity log names by a revision. */
  | { op: 'undo'; id: string; seen: number };

/** An operation with its place in this client's order and its stamp. Both stay the same in every resend. */
export type Mutation = Op & { seq: number; at: string };

export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  errors?: { field: string; detail: string }[];
  expectedSeq?: number;
  /** Seconds. */
  retryAfter?: number;
  /** For the next step of a sign-in. */
  challenge?: string;
}

export interface Outcome {
  seq: number;
  result: 'applied' | 'merged' | 'superseded' | 'duplicate' | 'rejected';
  /** Where it was folded into another item, or an alias of that was named. */
  itemId?: string;
  /** What names it in the activity log. */
  revision?: number;
  newer?: { at?: string; clientId?: string; personId?: string };
  problem?: Problem;
}

export interface SyncRequest {
  familyId: string;
  clientId: string;
  since: number;
  mutations: Mutation[];
}

export interface SyncResponse {
  revision: number;
  lastSeq: number;
  serverTime: number;
  outcomes: Outcome[];
  changes: Doc[];
  more: boolean;
  reset: boolean;
}

export interface Session {
  personId: string;
  displayName: string;
  /** Names the session to the gateway; what opens the API is in a cookie. */
  session: string;
}

export interface FamilyRef {
  id: string;
  name: string;
  role: string;
  state?: 'active' | 'dissolved';
  /** Until when a dissolved one can be restored. */
  erasesAt?: string | null;
}

export interface Member {
  personId: string;
  displayName: string;
  role: string;
}

export interface Family extends FamilyRef {
  members: Member[];
}

export interface Category {
  slug: string;
  position: number;
  icon: string;
  names: { en: string; de: string };
}

export interface Notice {
  id: string;
  familyId: string;
  type: string;
  title: string;
  body: string;
  /** The name is null where the server has not heard of them yet. */
  actor: { id: string; name: string | null } | null;
  listId: string | null;
  items: string[];
  count: number;
  createdAt: string;
  read: boolean;
}
