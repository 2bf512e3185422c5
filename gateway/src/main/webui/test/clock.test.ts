import { describe, expect, it } from 'vitest';
import { HybridClock } from '../src/lib/clock';

const ME = 'c0000000-0000-4000-8000-000000000000';

function at(start: number) {
  const wall = { now: start };
  return { wall, clock: new HybridClock(undefined, () => wall.now) };
}

describe('HybridClock', () => {
  it('stamps with milliseconds, counter and client', () => {
    const { clock } = at(5_000);
    expect(clock.stamp(ME)).toBe(`5000-0-${ME}`);
  });

  it('counts within a millisecond, and starts again with the next', () => {
    const { wall, clock } = at(5_000);
    clock.stamp(ME);
    expect(clock.stamp(ME)).toBe(`5000-1-${ME}`);
    wall.now = 5_001;
    expect(clock.stamp(ME)).toBe(`5001-0-${ME}`);
  });

  it('never goes back when the wall clock does', () => {
    const { wall, clock } = at(5_000);
    clock.stamp(ME);
    wall.now = 1_000;
    expect(clock.stamp(ME)).toBe(`5000-1-${ME}`);
  });

  it('follows the server, not a phone that is two days slow', () => {
    const twoDays = 48 * 3_600_000;
    const { wall, clock } = at(1_000_000);
    clock.learn(1_000_000 + twoDays, 200);
    wall.now += 50;
    expect(clock.stamp(ME)).toBe(`${1_000_000 + twoDays + 150}-0-${ME}`);
  });

  it('comes down from stamps that were far ahead of the server', () => {
    const { clock } = at(900_000_000);
    clock.stamp(ME);
    clock.learn(1_000_000);
    expect(clock.stamp(ME)).toBe(`1000000-1-${ME}`);
  });

  it('stamps after what it has seen from others', () => {
    const { clock } = at(5_000);
    clock.observe('9000-7-somebody-else');
    expect(clock.stamp(ME)).toBe(`9000-8-${ME}`);
  });

  it.each(['', 'nonsense', '99999999999999-0-x', '9000'])('is not led astray by the stamp "%s"', (stamp) => {
    const { clock } = at(5_000);
    clock.observe(stamp);
    expect(clock.stamp(ME)).toBe(`5000-0-${ME}`);
  });

  it('goes on after a reload', () => {
    const { clock } = at(5_000);
    clock.learn(7_000);
    clock.stamp(ME);
    const again = new HybridClock(clock.state, () => 5_000);
    expect(again.stamp(ME)).toBe(`7000-1-${ME}`);
  });
});
