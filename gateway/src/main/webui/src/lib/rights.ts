/** What a role may do in a family; the names are the server's. */
export type Capability =
  | 'family.rename'
  | 'family.dissolve'
  | 'member.invite'
  | 'member.remove'
  | 'member.change-role'
  | 'member.care'
  | 'guest-pass.issue'
  | 'preferences.change'
  | 'list.create'
  | 'list.edit'
  | 'list.remove'
  | 'item.add'
  | 'item.edit'
  | 'item.check'
  | 'item.remove'
  | 'item.approve'
  | 'import'
  | 'export';

export type Rights = ReadonlySet<string>;

/** Capabilities by role. */
export type RightsTable = Record<string, readonly string[]>;

const CHILD: Capability[] = ['item.add', 'item.edit', 'item.check', 'item.remove'];
const ADULT: Capability[] = [
  ...CHILD,
  'item.approve',
  'list.create',
  'list.edit',
  'list.remove',
  'family.rename',
  'member.invite',
  'member.remove',
  'member.change-role',
  'member.care',
  'guest-pass.issue',
  'preferences.change',
  'import',
  'export',
];

/** The table as the server has it when nobody changed it; used until the real one was fetched once. */
export const USUAL: RightsTable = {
  owner: [...ADULT, 'family.dissolve'],
  adult: ADULT,
  child: CHILD,
  guest: ['item.add', 'item.check'],
};

/** From who may most to who may least. */
export const ROLES = ['owner', 'adult', 'child', 'guest'] as const;

/** What a role may; an unknown one may nothing. */
export function rightsOf(role: string, table: RightsTable): Rights {
  return new Set(table[role] ?? []);
}

/** What the bearer of a guest pass may on its list. */
export function rightsOfPass(may: 'check' | 'add'): Rights {
  return new Set(may === 'add' ? ['item.add', 'item.check'] : ['item.check']);
}

/** Nobody reaches above their own role: the roles that somebody may give, and whose bearers they may change. */
export function within(role: string): readonly string[] {
  const own = ROLES.findIndex((each) => each === role);
  return own < 0 ? [] : ROLES.slice(own);
}
