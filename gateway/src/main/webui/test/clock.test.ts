import { describe, expect, it } from 'vitest';
import { HybridClock } from '../src/lib/clock';

const CLIENT = '00000000-0000-4000-8000-000000000001';
const HOUR = 3_600_000;

function read(stamp: string): [number, number] {
  const [millis, counter] = stamp.split('-', 2).map(Number);
  return [millis!, counter!];
}

describe('HybridClock', () => {
  it('tells apart what happens in one millisecond, and never goes back', () => {
    let now = 1_000;
    const clock = new HybridClock(undefined, () => now);
    expect(clock.stamp(CLIENT)).toBe(`1000-0-${CLIENT}`);
    expect(read(clock.stamp(CLIENT))).toEqual([1_000, 1]);
    now = 900;
    expect(read(clock.stamp(CLIENT))).toEqual([1_000, 2]);
    now = 1_001;
    expect(read(clock.stamp(CLIENT))).toEqual([1_001, 0]);
  });

  it('follows the server where its own clock is wrong by days', () => {
    const wall = 1_000 * HOUR;
    const clock = new HybridClock(undefined, () => wall);
    clock.stamp(CLIENT);
    clock.learn(wall - 48 * HOUR);
    expect(read(clock.stamp(CLIENT))[0]).toBe(wall - 48 * HOUR);
    clock.learn(wall + 48 * HOUR, 40);
    expect(read(clock.stamp(CLIENT))[0]).toBe(wall + 48 * HOUR + 20);
  });

  it('writes after a stamp it has seen, unless that one is from a broken clock', () => {
    const clock = new HybridClock(undefined, () => 5_000);
    clock.observe(`5500-7-${CLIENT}`);
    expect(read(clock.stamp(CLIENT))).toEqual([5_500, 8]);
    clock.observe(`${5_000 + HOUR}-0-${CLIENT}`);
    clock.observe('nonsense');
    expect(read(clock.stamp(CLIENT))).toEqual([5_500, 9]);
  });

  it('goes on after a reload', () => {
    const before = new HybridClock(undefined, () => 2_000);
    before.stamp(CLIENT);
    const after = new HybridClock(before.state, () => 1_000);
    expect(read(after.stamp(CLIENT))).toEqual([2_000, 1]);
  });
});
