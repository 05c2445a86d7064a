import fc from 'fast-check';

import { ndArray } from '../data/nd-array.js';
import type { LogOptions } from '../learning/learner.js';
import { WEIGHT_OF, type Gathering } from '../learning/learner-context.js';
import type { DeviceValue } from '../steps/step.js';
import { createScalars } from './scalars.js';

/** Values on a device that says what happens to them. */
function device() {
  const live = new Set<number>();
  let next = 0;
  const value = (number: number, delay = 0): DeviceValue => {
    const id = next++;
    live.add(id);
    return {
      shape: [],
      read: () =>
        new Promise((resolve) => setTimeout(() => resolve(ndArray(Float64Array.of(number), { shape: [] })), delay)),
      dispose: () => void live.delete(id),
    };
  };
  return { live, value };
}

describe('Scalars', () => {
  const { live, value } = device();

  afterEach(() => expect(live.size).toBe(0));

  it('are read only when they are flushed, all together', async () => {
    const scalars = createScalars('train/', new Map());
    scalars.add({ loss: value(1) }, 2);
    scalars.add({ loss: value(4) }, 1);
    expect([scalars.pending, scalars.epoch(), live.size]).toEqual([2, {}, 2]);
    await scalars.flush();
    expect([scalars.pending, scalars.epoch(), scalars.last()]).toEqual([0, { 'train/loss': 2 }, { 'train/loss': 4 }]);
    await scalars.flush();
    expect(scalars.epoch()).toEqual({ 'train/loss': 2 });
  });

  const onHost = (number: number): DeviceValue => ({
    ...value(number),
    host: ndArray(Float64Array.of(number), { shape: [] }),
  });

  it('are added at once where all of a step are on the host', async () => {
    const scalars = createScalars('train/', new Map());
    scalars.add({ loss: onHost(2) }, 3);
    expect([scalars.pending, scalars.epoch(), live.size]).toEqual([0, { 'train/loss': 2 }, 0]);
    scalars.add({ loss: onHost(4), other: value(7) }, 1);
    expect([scalars.pending, scalars.epoch(), live.size]).toEqual([1, { 'train/loss': 2 }, 2]);
    await scalars.flush();
    expect(scalars.epoch()).toEqual({ 'train/loss': 2.5, 'train/other': 7 });
  });

  it.each([
    ['on the host', onHost],
    ['on a device', value],
  ])('are weighted by what a mean divides by, %s', async (_, make) => {
    const scalars = createScalars('train/', new Map());
    scalars.add({ loss: make(1), [`${WEIGHT_OF}loss`]: make(3), other: make(1) }, 4);
    scalars.add({ loss: make(5), [`${WEIGHT_OF}loss`]: make(1), other: make(5) }, 4);
    await scalars.flush();
    expect(scalars.epoch()).toEqual({ 'train/loss': 2, 'train/other': 3 });
  });

  it('count nothing of a step in which nothing counts', async () => {
    const scalars = createScalars('train/', new Map());
    scalars.add({ loss: value(1), [`${WEIGHT_OF}loss`]: value(2), other: value(1) }, 2);
    scalars.add({ loss: value(NaN), [`${WEIGHT_OF}loss`]: value(0), other: value(NaN) }, 2);
    await scalars.flush();
    expect(scalars.epoch()).toEqual({ 'train/loss': 1, 'train/other': 1 });
    expect(scalars.firstNonFinite).toBeUndefined();
  });

  it('are put together from terms, each with its own weight', async () => {
    const terms = [
      ['train/loss/a', 1],
      ['train/loss/b', 0.5],
    ] as const;
    const scalars = createScalars(
      'train/',
      new Map<string, Gathering>([
        ['train/loss', { terms }],
        ['train/loss/b', { reduce: 'sum' }],
      ]),
    );
    for (const [a, weight, b] of [
      [1, 3, 8],
      [5, 1, 2],
    ] as const) {
      const all = { loss: a + b / 2, 'loss/a': a, [`${WEIGHT_OF}loss/a`]: weight, 'loss/b': b };
      scalars.add(Object.fromEntries(Object.entries(all).map(([name, number]) => [name, value(number)])), 4);
    }
    await scalars.flush();
    expect(scalars.epoch()).toEqual({ 'train/loss': 2 + 10 / 2, 'train/loss/a': 2, 'train/loss/b': 10 });
  });

  it('are all let go where one cannot be read', async () => {
    const scalars = createScalars('train/', new Map());
    const lost = { ...value(1), read: () => Promise.reject(new Error('device lost')) };
    scalars.add({ loss: value(1), other: lost }, 1);
    await expect(scalars.flush()).rejects.toThrow('device lost');
  });

  it('become, for an epoch, what the register says', async () => {
    const how: LogOptions['reduce'][] = [undefined, 'mean', 'sum', 'min', 'max'];
    const register = new Map(how.map((reduce) => [`train/${reduce}`, { reduce }]));
    const scalars = createScalars('train/', register);
    for (const [number, weight] of [
      [1, 3],
      [5, 1],
      [-3, 4],
    ] as const) {
      scalars.add(Object.fromEntries(how.map((reduce) => [`${reduce}`, value(number)])), weight);
    }
    await scalars.flush();
    const mean = (1 * 3 + 5 - 3 * 4) / 8;
    expect(scalars.epoch()).toEqual({
      'train/undefined': mean,
      'train/mean': mean,
      'train/sum': 3,
      'train/min': -3,
      'train/max': 5,
    });
  });

  it('have the mean over samples, whatever the batches and flushes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.boolean()), {
          minLength: 1,
        }),
        async (steps) => {
          const scalars = createScalars('', new Map());
          for (const [number, weight, flush] of steps) {
            scalars.add({ x: value(number) }, weight);
            if (flush) await scalars.flush();
          }
          await scalars.flush();
          const total = steps.reduce((sum, [, weight]) => sum + weight, 0);
          expect(scalars.epoch()['x']).toBe(steps.reduce((sum, [number, weight]) => sum + number * weight, 0) / total);
          expect(scalars.last()['x']).toBe(steps.at(-1)![0]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('count in the order in which they were noted, not in that in which they arrive', async () => {
    const scalars = createScalars('', new Map());
    scalars.add({ x: value(1, 10) }, 1);
    scalars.add({ x: value(2, 0) }, 1);
    await scalars.flush();
    expect(scalars.last()).toEqual({ x: 2 });
  });

  it('may be reported by some steps only', async () => {
    const scalars = createScalars('', new Map());
    scalars.add({ a: value(1) }, 1);
    scalars.add({ b: value(2) }, 1);
    await scalars.flush();
    expect(scalars.epoch()).toEqual({ a: 1, b: 2 });
  });

  it('show what is not a number', async () => {
    const scalars = createScalars('', new Map([['min', { reduce: 'min' as const }]]));
    scalars.add({ x: value(1), min: value(1) }, 1);
    scalars.add({ x: value(NaN), min: value(NaN) }, 1);
    await scalars.flush();
    expect(scalars.epoch()).toEqual({ x: NaN, min: NaN });
  });

  it('start anew', async () => {
    const scalars = createScalars('', new Map());
    scalars.add({ x: value(1) }, 1);
    await scalars.flush();
    scalars.reset();
    expect([scalars.epoch(), scalars.last()]).toEqual([{}, {}]);
    scalars.add({ x: value(5) }, 1);
    await scalars.flush();
    expect(scalars.epoch()).toEqual({ x: 5 });
  });

  it('go on from saved ones as if they had not stopped', async () => {
    const first = createScalars('', new Map());
    first.add({ x: value(1) }, 3);
    await first.flush();
    const second = createScalars('', new Map());
    second.load(JSON.parse(JSON.stringify(first.state())) as ReturnType<typeof first.state>);
    for (const scalars of [first, second]) {
      scalars.add({ x: value(4) }, 1);
      await scalars.flush();
    }
    expect([second.epoch(), second.last(), second.state()]).toEqual([first.epoch(), first.last(), first.state()]);
  });

  it('are let go unread', () => {
    const scalars = createScalars('', new Map());
    scalars.add({ x: value(1), y: value(2) }, 1);
    scalars.dispose();
    expect([scalars.pending, scalars.epoch()]).toEqual([0, {}]);
  });
});
