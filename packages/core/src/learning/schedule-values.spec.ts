import type { NdArray } from '../data/nd-array.js';
import type { Observation, Scheduler } from './scheduler.js';
import { scheduleFigures, scheduleValues } from './schedule-values.js';

const BASE = { lr: 1, momentum: 0.5, 'lr@*/bias': 2, 'momentum@*/bias': 0.25 };

/** The rate falls by epochs, momentum by steps. */
const falling: Scheduler = {
  values: ({ lr, momentum }, { clock, total }) => ({
    lr: lr / 2 ** clock.epoch,
    momentum: momentum! * (1 - clock.step / total.steps!),
  }),
};

/** Halves the rate with each value that is not less than all before. */
function watching(): Scheduler & { readonly seen: Observation[] } {
  let memory = { best: Infinity, cuts: 0 };
  const seen: Observation[] = [];
  return {
    seen,
    monitor: 'train/loss',
    values: ({ lr }) => ({ lr: lr / 2 ** memory.cuts }),
    setup: () => void (memory = { best: Infinity, cuts: 0 }),
    observe(observation) {
      seen.push(observation);
      memory = {
        best: Math.min(memory.best, observation.value),
        cuts: memory.cuts + Number(observation.value >= memory.best),
      };
    },
    state: () => ({ ...memory }),
    load: (state) => void (memory = state as typeof memory),
  };
}

const numbersOf = ({ data }: NdArray): number[] => Array.from(data as ArrayLike<number>);

describe('scheduleValues', () => {
  it('gives the numbers of each step, of each group by itself', () => {
    expect(scheduleValues(falling, { base: BASE, steps: 4, stepsPerEpoch: 2 })).toEqual({
      lr: [1, 1, 0.5, 0.5],
      momentum: [0.5, 0.375, 0.25, 0.125],
      'lr@*/bias': [2, 2, 1, 1],
      'momentum@*/bias': [0.25, 0.1875, 0.125, 0.0625],
    });
  });

  it('tells a schedule what is observed at the end of each epoch, and leaves it as it was', () => {
    const scheduler = watching();
    scheduler.observe!({ value: 9, mode: 'min', clock: { batch: 0, step: 0, samples: 0, epoch: 0, seconds: 0 } });
    const run = { base: BASE, steps: 7, stepsPerEpoch: 2, observed: [1, 1, 0.5, 4] };
    expect(scheduleValues(scheduler, run).lr).toEqual([1, 1, 1, 1, 0.5, 0.5, 0.5]);
    expect(scheduler.seen.slice(1).map(({ value, clock }) => [value, clock.step, clock.epoch])).toEqual([[1, 2, 1], [1, 4, 2], [0.5, 6, 3]]); // prettier-ignore
    expect(scheduler.state!()).toEqual({ best: 9, cuts: 0 });
  });

  it.each([
    [{ steps: 0 }, /steps must be an integer of at least 1, got 0/],
    [{ steps: 2, stepsPerEpoch: 1.5 }, /stepsPerEpoch must be an integer of at least 1, got 1.5/],
    [{ steps: 2, observed: [1] }, /observed must be left out for a schedule that watches no number/],
  ])('refuses %j', (run, message) => {
    expect(() => scheduleValues(falling, { base: BASE, ...run })).toThrow(message);
  });
});

describe('scheduleFigures', () => {
  it('draws each number, with a line for each group', () => {
    const { lr, momentum } = scheduleFigures(falling, { base: BASE, steps: 3 });
    expect(lr).toMatchObject({ figure: 'curve', title: 'learning rate', xTitle: 'step' });
    expect(momentum!.lines.map(({ name, y }) => [name, numbersOf(y)])).toEqual([
      ['momentum', [0.5, expect.closeTo(1 / 3, 6), expect.closeTo(1 / 6, 6)]],
      ['momentum@*/bias', [0.25, expect.closeTo(1 / 6, 6), expect.closeTo(1 / 12, 6)]],
    ]);
  });

  it('shows the first step and the last of a long run, and no more than 500', () => {
    const { lr } = scheduleFigures(falling, { base: { lr: 1, momentum: 0.5 }, steps: 100_000, stepsPerEpoch: 50_000 });
    const { name, x, y } = lr!.lines[0]!;
    expect([name, x.data[0], x.data.at(-1), x.data.length]).toEqual([undefined, 0, 99_999, 500]);
    expect([y.data[0], y.data.at(-1)]).toEqual([1, 0.5]);
    const once = scheduleFigures(falling, { base: { lr: 1, momentum: 0.5 }, steps: 1 });
    expect(numbersOf(once['lr']!.lines[0]!.x)).toEqual([0]);
  });
});
