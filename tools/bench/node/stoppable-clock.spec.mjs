import { installStoppableClock } from './stoppable-clock.mjs';

const { setTimeout, clearTimeout, performance } = globalThis;
const now = performance.now;
const sleep = (/** @type {number} */ delay) => new Promise((resolve) => void setTimeout(resolve, delay));

afterEach(() => {
  performance.now = now;
  Object.assign(globalThis, { setTimeout, clearTimeout });
});

test('what goes by the clock does not notice that it was stopped', async () => {
  const clock = installStoppableClock();
  /** @type {string[]} */
  const done = [];
  globalThis.setTimeout((/** @type {string} */ name) => void done.push(name), 20, 'set before');
  clock.stop();
  const before = performance.now();
  const realBefore = clock.real();
  globalThis.setTimeout(() => void done.push('set while it stands'), 10);
  await sleep(60);
  expect(performance.now()).toBe(before);
  expect(clock.real() - realBefore).toBeGreaterThan(50);
  expect(done).toEqual([]);

  clock.go();
  expect(performance.now() - before).toBeLessThan(clock.real() - realBefore - 50);
  await sleep(60);
  expect(done).toEqual(['set while it stands', 'set before']);
});

test('a timer that is cleared is not run, before, while and after the clock stands', async () => {
  const clock = installStoppableClock();
  /** @type {string[]} */
  const done = [];
  const timers = ['before', 'while', 'after'].map((name) => globalThis.setTimeout(() => void done.push(name), 10));
  globalThis.clearTimeout(timers[0]);
  globalThis.clearTimeout(undefined);
  clock.stop();
  globalThis.clearTimeout(timers[1]);
  clock.go();
  globalThis.clearTimeout(timers[2]);
  await sleep(40);
  expect(done).toEqual([]);
});
