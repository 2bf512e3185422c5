/** The pages of the client. Secrets of links come as a token. */
export type Route =
  | { page: 'lists' }
  | { page: 'join'; token: string }
  | { page: 'guest'; token: string }
  | { page: 'list'; id: string }
  | { page: 'activity' | 'trips' | 'calendar'; list: string }
  | { page: 'trip'; id: string }
  | { page: 'family' }
  | { page: 'inbox' }
  | { page: 'account' }
  | { page: 'forgot-password' }
  | { page: 'reset'; token: string }
  | { page: 'verify'; token: string }
  | { page: 'confirm-link'; token: string }
  | { page: 'provider'; name: string; code: string; refusal: string }
  | { page: 'erasure'; id: string; token: string }
  | { page: 'unknown' };

const PLAIN = ['family', 'inbox', 'account', 'forgot-password'] as const;
const OF_LIST = ['activity', 'trips', 'calendar'] as const;
const WITH_TOKEN = ['join', 'guest', 'reset', 'verify'] as const;

/** Reads an address: its path, its query, and what is behind its hash. */
export function parse(path: string, search = '', hash = ''): Route {
  const [first, second, third, ...rest] = path.split('/').filter(Boolean).map(decode);
  const query = new URLSearchParams(search);
  if (first === undefined) return { page: 'lists' };
  if (rest.length > 0) return { page: 'unknown' };
  if (third !== undefined) return first === 'list' ? ofList(second, third) : first === 'sign-in' ? signIn(second, third, query) : { page: 'unknown' };
  if (second === undefined) {
    const plain = PLAIN.find((page) => page === first);
    return plain ? { page: plain } : { page: 'unknown' };
  }
  if (first === 'list' || first === 'trip') return { page: first, id: second };
  if (first === 'erasure') return { page: 'erasure', id: second, token: decode(hash.replace(/^#/, '')) };
  const page = WITH_TOKEN.find((each) => each === first);
  return page ? { page, token: second } : { page: 'unknown' };
}

/** What there is about a list beside itself. */
function ofList(list: string | undefined, what: string): Route {
  const page = OF_LIST.find((each) => each === what);
  return page && list !== undefined ? { page, list } : { page: 'unknown' };
}

/** Where a provider sends people back to, and where the mail about it does. */
function signIn(second: string | undefined, third: string, query: URLSearchParams): Route {
  if (second === 'link') return { page: 'confirm-link', token: third };
  if (second !== 'with') return { page: 'unknown' };
  const said = (name: string) => query.get(name) ?? '';
  return { page: 'provider', name: third, code: said('code'), refusal: said('error') };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function here(): Route {
  return parse(location.pathname, location.search, location.hash);
}

class Router {
  route: Route = $state.raw(here());

  constructor() {
    addEventListener('popstate', () => (this.route = here()));
    addEventListener('click', (event) => this.#click(event));
  }

  go(path: string, replace = false): void {
    if (path !== location.pathname + location.search + location.hash) history[replace ? 'replaceState' : 'pushState'](null, '', path);
    this.route = here();
    scrollTo(0, 0);
  }

  /** Takes a secret, which is used now, out of the address bar and the history. The page stays. */
  forgetSecret(path = location.pathname): void {
    history.replaceState(null, '', path);
  }

  /** A plain click on a link to this place is a change of route; new tabs and downloads stay the browser's. */
  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.target || link.origin !== location.origin || link.hasAttribute('download')) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    this.go(link.pathname + link.search + link.hash);
  }
}

export const router = new Router();
