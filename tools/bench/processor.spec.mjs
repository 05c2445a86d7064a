import { foreignShare, parseProcess, parseProcessor } from './processor.mjs';

it('counts idle and waiting cores as free, stolen time as busy, and guests once', () => {
  const text = 'cpu  100 10 20 600 50 1 2 17 40 5\ncpu0 1 2 3 4 5 6 7 8 9 10\n';
  expect(parseProcessor(text)).toEqual({ busy: 150, total: 800 });
});

it('finds the ticks of a process whose name has spaces and brackets', () => {
  const text = '4711 (a (b) c) S 1 1 1 0 -1 4194560 100 200 3 4 70 30 9 9 20 0 11 0 5 6 7\n';
  expect(parseProcess(text)).toBe(100);
});

it('gives what others used of the machine as a share of all cores', () => {
  const before = { machine: { busy: 1000, total: 5000 }, own: 200 };
  expect(foreignShare(before, { machine: { busy: 1150, total: 5200 }, own: 300 })).toBe(0.25);
  // Two counters that are not read at the same time may differ by a tick.
  expect(foreignShare(before, { machine: { busy: 1099, total: 5200 }, own: 300 })).toBe(0);
  expect(foreignShare(before, before)).toBe(0);
});
