/** What of a clock survives a reload. */
export interface ClockState {
  offset: number;
  millis: number;
  counter: number;
}

/** How far a stamp may be ahead of the server before it is pulled back; the same as the server's own tolerance. */
const TOLERANCE = 60_000;

/**
 * A hybrid logical clock (Kulkarni et al., 2014): stamps follow the server's time as far as it is known, never go back,
 * and are unique, so that "the newest write wins" holds on a phone whose clock is wrong.
 */
export class HybridClock {
  #state: ClockState;
  readonly #wall: () => number;

  constructor(state: ClockState = { offset: 0, millis: 0, counter: 0 }, wall: () => number = Date.now) {
    this.#state = { ...state };
    this.#wall = wall;
  }

  get state(): ClockState {
    return { ...this.#state };
  }

  /** The next stamp: `<ms>-<counter>-<clientId>`. */
  stamp(clientId: string): string {
    const now = Math.round(this.#wall() + this.#state.offset);
    if (now > this.#state.millis) {
      this.#state.millis = now;
      this.#state.counter = 0;
    } else {
      this.#state.counter++;
    }
    return `${this.#state.millis}-${this.#state.counter}-${clientId}`;
  }

  /** Learns the server's time from a reply that came back within `roundTrip` ms. */
  learn(serverTime: number, roundTrip = 0): void {
    this.#state.offset = serverTime + roundTrip / 2 - this.#wall();
    const now = Math.round(serverTime + roundTrip / 2);
    if (this.#state.millis > now + TOLERANCE) {
      this.#state.millis = now;
      this.#state.counter = 0;
    }
  }

  /** Makes later stamps newer than one seen from another client. */
  observe(stamp: string): void {
    const [millis, counter] = stamp.split('-', 2).map(Number);
    if (millis === undefined || counter === undefined || !Number.isFinite(millis + counter)) return;
    if (millis > this.#wall() + this.#state.offset + TOLERANCE) return;
    if (millis > this.#state.millis || (millis === this.#state.millis && counter > this.#state.counter)) {
      this.#state.millis = millis;
      this.#state.counter = counter;
    }
  }
}
