import {
  earlyStopping,
  jsonLines,
  ndArray,
  RandomState,
  type Callback,
  type Logger,
  type LogRecord,
  type NdArray,
  type Sampler,
  type Scheduler,
  type Transform,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { componentOf, failuresOf } from '../shared/failures.fixture.js';

describe('the checks of a callback', () => {
  const callback = (planted: unknown): ReturnType<typeof componentOf> => componentOf('callback', () => planted);
  const counting = (changes: Partial<Callback> = {}): Callback => {
    let count = 0;
    return {
      name: 'counting',
      phase: 'observe',
      trainBatchEnd: () => void count++,
      save: () => ({ count }),
      restore: (state) => void ({ count } = state as { count: number }),
      ...changes,
    };
  };

  it('pass ones that are right', async () => {
    expect(await failuresOf(earlyStopping)).toEqual({});
    expect(await failuresOf(callback(counting()))).toEqual({});
    class Watching implements Callback {
      readonly name = 'watching';
      readonly history: number[] = [];
      setup(): void {
        this.history.length = 0;
      }
      summarise(): number {
        return this.history.length;
      }
    }
    expect(await failuresOf(callback(new Watching()))).toEqual({});
  });

  class Misspelt {
    readonly name = 'misspelt';
    onTrainStart(): void {}
  }
  it.each<[string, string, unknown, RegExp]>([
    ['no name', 'callback/hooks', { name: '' }, /no name/],
    ['a phase that there is not', 'callback/hooks', counting({ phase: 'early' as never }), /phase is 'early'/],
    ['a hook that is no function', 'callback/hooks', counting({ setup: 3 as never }), /hook setup is not a function/],
    ['a hook that is never called', 'callback/hooks', new Misspelt(), /method onTrainStart, which is no hook/],
    [
      'state that cannot be taken back',
      'callback/save',
      counting({ restore: undefined as never }),
      /one of save and restore/,
    ],
  ])('find %s', async (_name, id, planted, message) => {
    expect((await failuresOf(callback(planted)))[id]).toMatch(message);
  });

  it('find state that is not taken over', async () => {
    let created = 0;
    const forgetful = componentOf('callback', () => {
      const start = created++;
      return counting({ save: () => ({ start }), restore: () => undefined });
    });
    expect((await failuresOf(forgetful))['callback/save']).toMatch(/another one that took over what it saved/);
  });
});

describe('the checks of a callback in a run', () => {
  const zeros = { shape: [3, 2], dtype: 'float32', trainable: false } as const;
  const averaging = (changes: Partial<Callback> = {}): ReturnType<typeof componentOf> =>
    componentOf('callback', (): Callback => ({
      name: 'averaging',
      state: () => [{ ...zeros, name: 'kernel', value: ndArray(new Float32Array(6), { shape: [3, 2] }) }],
      transformUpdate(updated, _before, context) {
        context.write('kernel', tf.add(tf.mul(0.9, context.read('kernel')), tf.mul(0.1, updated['kernel']!)));
        return updated;
      },
      ...changes,
    }));

  it('pass one that is right', async () => {
    expect(await failuresOf(averaging())).toEqual({});
  });

  const fail = (): never => {
    throw new Error('planned');
  };
  it.each<[string, string, Partial<Callback>, RegExp]>([
    ['an error in a hook of training', 'callback/run', { trainEpochEnd: fail }, /planned/],
    ['an error in a hook of a test', 'callback/run', { testEnd: fail }, /planned/],
    ['an error in a hook of a prediction', 'callback/run', { predictStart: fail }, /planned/],
    [
      'a gradient that is lost',
      'callback/step',
      { transformGradients: ({ bias: _, ...rest }) => rest },
      /transformGradients loses 'bias'/,
    ],
    [
      'a weight of another shape',
      'callback/step',
      { transformUpdate: (updated) => ({ ...updated, bias: tf.zeros([3]) }) },
      /transformUpdate gives 'bias' the shape \[3\]/,
    ],
    [
      'a value that is read',
      'callback/step',
      { transformLoss: (loss) => (loss.dataSync()[0]! > 9 ? tf.neg(loss) : loss) },
      /dataSync/,
    ],
    [
      'state that is trained',
      'callback/state',
      {
        state: () => [
          { ...zeros, name: 'kernel', trainable: true, value: ndArray(new Float32Array(6), { shape: [3, 2] }) },
        ],
      },
      /is trainable/,
    ],
    [
      'state of another shape',
      'callback/state',
      { state: () => [{ ...zeros, name: 'kernel', value: ndArray([1]) }] },
      /has shape \[3, 2\], its value \[1\]/,
    ],
  ])('find %s', async (_name, id, changes, message) => {
    expect((await failuresOf(averaging(changes)))[id]).toMatch(message);
  });

  it('leave out a run where it may not be in one', async () => {
    const picky = componentOf('callback', (): Callback => ({ name: 'picky', fitStart: fail }), {
      conformance: { runs: false },
    });
    expect(await failuresOf(picky)).toEqual({});
  });
});

describe('the checks of a logger', () => {
  const logger = (planted: unknown, traits?: Record<string, unknown>): ReturnType<typeof componentOf> =>
    componentOf('logger', () => planted, traits);

  it('write records only where they may', async () => {
    const records: LogRecord[] = [];
    const keeping: Logger = { name: 'keeping', log: (record) => void records.push(record) };
    expect(await failuresOf(jsonLines)).toEqual({});
    expect(await failuresOf(logger(keeping))).toEqual({});
    expect(records).toEqual([]);
    expect(await failuresOf(logger(keeping, { conformance: { writes: true } }))).toEqual({});
    expect(new Set(records.map(({ type }) => type))).toEqual(new Set(['step', 'epoch', 'test']));
  });

  it.each<[string, string, unknown, RegExp]>([
    ['no name', 'logger/definition', { name: '', log: () => undefined }, /no name/],
    [
      'what is no function',
      'logger/definition',
      { name: 'a', log: () => undefined, close: true },
      /close is not a function/,
    ],
    ['no log', 'examples', { name: 'a' }, /not a logger/],
    [
      'records that are not taken',
      'logger/records',
      {
        name: 'a',
        log({ values }: LogRecord) {
          if (Object.values(values).some((value) => !Number.isFinite(value))) throw new Error('no number');
        },
      },
      /no number/,
    ],
  ])('find %s', async (_name, id, planted, message) => {
    expect((await failuresOf(logger(planted, { conformance: { writes: true } })))[id]).toMatch(message);
  });
});

describe('the checks of a sampler', () => {
  const sampler = (indices: Sampler['indices']): ReturnType<typeof componentOf> =>
    componentOf('sampler', () => ({ indices }));

  it('pass one that makes the batches', async () => {
    const batches: Sampler['batches'] = ({ length, batchSize }) =>
      Array.from({ length: length / batchSize }, (_, batch) => [batch, batch + 1]);
    expect(await failuresOf(componentOf('sampler', () => ({ batches })))).toEqual({});
  });

  it('pass ones that are right', async () => {
    const inOrder: Sampler['indices'] = ({ length }) => Array.from({ length }, (_, index) => index);
    const shuffled: Sampler['indices'] = ({ length, seed, epoch }) =>
      new RandomState([seed, epoch]).permutation(length);
    for (const indices of [inOrder, shuffled]) expect(await failuresOf(sampler(indices))).toEqual({});
  });

  let calls = 0;
  it.each<[string, string, Sampler['indices'], RegExp]>([
    ['no index', 'sampler/indices', () => [], /no index/],
    ['an index beyond the end', 'sampler/indices', ({ length }) => [0, length], /index 12, of 12/],
    ['an order that depends on the call', 'sampler/pure', () => [calls++ % 5], /asked twice/],
  ])('find %s', async (_name, id, indices, message) => {
    expect((await failuresOf(sampler(indices)))[id]).toMatch(message);
  });
});

describe('the checks of a sampler that draws', () => {
  const drawing = (seedOf: (seed: number, epoch: number) => readonly number[], random?: boolean) =>
    componentOf(
      'sampler',
      (): Sampler => ({
        indices: ({ length, seed, epoch }) => new RandomState([...seedOf(seed, epoch)]).permutation(length),
      }),
      { conformance: { random } },
    );
  it('pass one by seed and epoch, and a mixed one that is not drawn', async () => {
    expect(await failuresOf(drawing((seed, epoch) => [seed, epoch]))).toEqual({});
    expect(await failuresOf(drawing(() => [3], false))).toEqual({});
  });

  it.each<[string, ReturnType<typeof drawing>, RegExp]>([
    ['one order for all', drawing(() => [3]), /mixed, but the same for every seed and epoch/],
    ['one order for all epochs', drawing((seed) => [seed]), /same in every epoch/],
    ['one order for all seeds', drawing((_seed, epoch) => [epoch], true), /same for every seed/],
  ])('find %s', async (_, planted, message) => {
    expect((await failuresOf(planted))['sampler/random']).toMatch(message);
  });
});

describe('the checks of a scheduler', () => {
  const constant: Scheduler['values'] = ({ lr }) => ({ lr });
  const scheduler = (one: Partial<Scheduler>): ReturnType<typeof componentOf> =>
    componentOf('scheduler', () => ({ values: constant, ...one }));
  const halving = (): Scheduler => {
    let seen = 0;
    return {
      monitor: 'train/loss',
      values: ({ lr }) => ({ lr: lr * 0.5 ** seen }),
      setup: () => void (seen = 0),
      observe: () => void seen++,
      state: () => ({ seen }),
      load: (state) => void ({ seen } = state as { seen: number }),
    };
  };

  it('pass ones that are right', async () => {
    const byEpoch = scheduler({ values: ({ lr }, { clock }) => ({ lr: lr * 0.5 ** clock.epoch }) });
    expect(await failuresOf(byEpoch)).toEqual({});
    expect(await failuresOf(scheduler(halving()))).toEqual({});
  });

  let last: number | undefined;
  it.each<[string, string, Partial<Scheduler>, RegExp]>([
    [
      'a rate that is no number',
      'scheduler/numbers',
      { values: ({ lr }, { clock }) => ({ lr: lr / (1 - clock.step) }) },
      /step 1.*gives lr = Infinity/,
    ],
    [
      'a negative rate',
      'scheduler/numbers',
      { values: ({ lr }, { clock }) => ({ lr: lr - clock.step }) },
      /gives lr = -0.9/,
    ],
    ['a number that there is not', 'scheduler/numbers', { values: () => ({ rate: 1 }) }, /gives 'rate', which is not/],
    [
      'a rate that depends on the call before',
      'scheduler/pure',
      {
        values: ({ lr }, { clock }) => {
          const rate = last !== undefined && clock.step > last ? lr / 2 : lr;
          last = clock.step;
          return { lr: rate };
        },
      },
      /another order/,
    ],
    [
      'a memory that is not saved',
      'scheduler/memory',
      { monitor: 'train/loss', setup: () => undefined, observe: () => undefined },
      /no state and load/,
    ],
    ['a rate of its own', 'scheduler/base', { values: (_base, { clock }) => ({ lr: 0.1 * 0.5 ** clock.epoch }) }, /lr is the same whatever/], // prettier-ignore
    ['a memory that is lost', 'scheduler/memory', { ...halving(), load: () => undefined }, /with its state loaded/],
    ['a memory that stays', 'scheduler/memory', { ...halving(), setup: () => undefined }, /after setup/],
  ])('find %s', async (_name, id, one, message) => {
    expect((await failuresOf(scheduler(one)))[id]).toMatch(message);
  });
});

/** The number that its first sample draws is added to all; it begins anew with each instance. */
const drawnOnce = (): Transform['apply'] => {
  let drawn: number | undefined;
  return (sample, { random }) => {
    drawn ??= random('noise').normal();
    return { ...sample, input: drawn };
  };
};

describe('the checks of a transform', () => {
  const transform = (apply: Transform['apply'], traits?: Record<string, unknown>): ReturnType<typeof componentOf> =>
    componentOf('transform', () => ({ apply }), traits);
  const noisy: Transform['apply'] = (sample, { random }) => {
    const { data, ...rest } = sample['input'] as NdArray;
    const generator = random('noise');
    return {
      ...sample,
      input: { ...rest, data: Float32Array.from(data as Float32Array, (x) => x + generator.normal()) },
    };
  };

  it('pass one of batches, whose samples are of one shape', async () => {
    const reversed: Transform['applyBatch'] = (batch) => {
      const { dtype, shape, data } = batch['input'] as NdArray<'float32'>;
      return { ...batch, input: { dtype, shape, data: data.map((value) => -value) } };
    };
    expect(await failuresOf(componentOf('transform', () => ({ applyBatch: reversed })))).toEqual({});
  });

  it('pass one that is right', async () => {
    expect(await failuresOf(transform(noisy))).toEqual({});
    expect(await failuresOf(transform(async (...args) => Promise.resolve(noisy(...args))))).toEqual({});
  });

  it('find numbers that are drawn once for all samples', async () => {
    const once = componentOf('transform', () => ({ apply: drawnOnce() }));
    expect((await failuresOf(once))['transform/pure']).toMatch(/alone and after another sample/);
  });

  it('let a part be removed where it is said', async () => {
    const dropping: Transform['apply'] = ({ input }) => ({ input });
    expect(await failuresOf(transform(dropping, { conformance: { removes: ['target'] } }))).toEqual({});
  });

  it('take the sample from the trait', async () => {
    const shout: Transform['apply'] = (sample) => ({ ...sample, input: (sample['input'] as string).toUpperCase() });
    expect((await failuresOf(transform(shout)))['transform/pure']).toMatch(/conformance: \{ sample/);
    expect(await failuresOf(transform(shout, { conformance: { sample: { input: 'text' } } }))).toEqual({});
  });

  let calls = 0;
  it.each<[string, string, Transform['apply'], RegExp]>([
    [
      'a sample that is changed',
      'transform/copy',
      (sample) => {
        ((sample['input'] as NdArray).data as Float32Array).fill(0);
        return sample;
      },
      /changed the sample/,
    ],
    ['a target that is dropped', 'transform/keeps', ({ input }) => ({ input }), /drops target from a sample/],
    ['no sample', 'transform/copy', () => undefined as never, /no sample/],
    ['randomness of its own', 'transform/pure', (sample) => ({ ...sample, input: calls++ }), /applied twice/],
  ])('find %s', async (_name, id, apply, message) => {
    expect((await failuresOf(transform(apply)))[id]).toMatch(message);
  });
});
