import { expect, test } from 'vitest';
import { fileName } from '../src/lib/transfer';

test('a name becomes one that every file system takes', () => {
  expect(fileName('Weekly: milk/bread?')).toBe('Weekly milk bread');
  expect(fileName('Käse 🧀')).toBe('Käse 🧀');
  expect(fileName('...')).toBe('...');
  expect(fileName('//')).toBe('list');
  expect([...fileName('x'.repeat(300))]).toHaveLength(100);
});
