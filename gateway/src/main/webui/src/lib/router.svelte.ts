/** The pages of the client. */
export type Route =
  | { page: 'lists' }
  | { page: 'join'; token: string }
  | { page: 'list'; id: string }
  | { page: 'family' }
  | { page: 'inbox' }
  | { page: 'unknown' };

/** Reads a path of the address bar. */
export function parse(path: string): Route {
  const [first, second, ...rest] = path.split('/').filter(Boolean).map(decode);
  if (first === undefined) return { page: 'lists' };
  if (rest.length === 0 && second !== undefined) {
    if (first === 'join') return { page: 'join', token: second };
    if (first === 'list') return { page: 'list', id: second };
  }
  if (second === undefined && (first === 'family' || first === 'inbox')) return { page: first };
  return { page: 'unknown' };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

class Router {
  route: Route = $state.raw(parse(location.pathname));

  constructor() {
    addEventListener('popstate', () => (this.route = parse(location.pathname)));
    addEventListener('click', (event) => this.#click(event));
  }

  go(path: string, replace = false): void {
    if (path !== location.pathname) history[replace ? 'replaceState' : 'pushState'](null, '', path);
    this.route = parse(path);
    scrollTo(0, 0);
  }

  /** A plain click on a link to this place is a change of route; new tabs and downloads stay the browser's. */
  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.target || link.origin !== location.origin || link.hasAttribute('download')) return;
    event.preventDefault();
    this.go(link.pathname);
  }
}

export const router = new Router();
