import { auto, eager, MissingFeatureError, ndArray, type Backend, type Engine, type NdArray } from '@lml/core';
import type { EagerEngine } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { componentOf, failuresOf } from '../shared/failures.fixture.js';

const cpu: Backend = {
  name: 'cpu',
  async start() {
    await tf.setBackend('cpu');
  },
};
const missing = (): Promise<never> => Promise.reject(new MissingFeatureError('Not on this machine.'));

describe('the checks of a backend', () => {
  const backend = (changes: Partial<Backend> = {}, traits?: Record<string, unknown>): ReturnType<typeof componentOf> =>
    componentOf('backend', () => ({ ...cpu, ...changes }), traits);

  it('pass one that is right, and go back to the one of before', async () => {
    expect(await failuresOf(backend())).toEqual({});
    expect(tf.getBackend()).toBe('cpu');
  });

  it('let one be missing only where that is declared', async () => {
    expect(await failuresOf(backend({ start: missing }, { conformance: { optional: true } }))).toEqual({});
    expect((await failuresOf(backend({ start: missing })))['backend/start']).toMatch(/Not on this machine/);
    const broken = backend({ start: () => Promise.reject(new Error('broken')) }, { conformance: { optional: true } });
    expect((await failuresOf(broken))['backend/start']).toMatch(/broken/);
  });

  it('find one that is not the current backend when started', async () => {
    expect((await failuresOf(backend({ name: 'gpu' })))['backend/start']).toMatch(/named 'gpu', but .* 'cpu'/);
  });
});

describe('the checks of an engine', () => {
  const engine = (create: () => Engine, traits?: Record<string, unknown>): ReturnType<typeof componentOf> =>
    componentOf('engine', create, traits);
  const spoil =
    (changes: (own: EagerEngine) => Partial<Engine>): (() => Engine) =>
    () => {
      const own = eager();
      const bound: Engine = {
        name: 'planted',
        get state() {
          return own.state;
        },
        setup: (setup) => own.setup(setup),
        declare: (entries) => own.declare(entries),
        write: (values) => own.write(values),
        read: (names) => own.read(names),
        run: (...args) => own.run(...args),
        dispose: () => own.dispose(),
      };
      return Object.defineProperties(bound, Object.getOwnPropertyDescriptors(changes(own)));
    };

  it('pass core’s own', async () => {
    expect(await failuresOf(eager)).toEqual({});
    expect(await failuresOf(auto)).toEqual({});
    expect(await failuresOf(engine(spoil(() => ({}))))).toEqual({});
  });

  it('let one be missing only where that is declared', async () => {
    const absent = spoil(() => ({ setup: missing }));
    expect(await failuresOf(engine(absent, { conformance: { optional: true } }))).toEqual({});
    expect((await failuresOf(engine(absent)))['engine/run']).toMatch(/Not on this machine/);
  });

  let calls = 0;
  it.each<[string, string, () => Engine, RegExp]>([
    ['no name', 'engine/state', spoil(() => ({ name: '' })), /no name/],
    [
      'state that is not written',
      'engine/state',
      spoil(() => ({ write: () => Promise.resolve() })),
      /written and read state are/,
    ],
    [
      'state that is read whole',
      'engine/state',
      spoil((own) => ({ read: () => own.read() })),
      /more than the names asked for/,
    ],
    [
      'state that is read without a copy',
      'engine/copies',
      spoil((own) => {
        let shared: NdArray | undefined;
        const update = async (): Promise<void> => {
          const { w } = await own.read(['w']);
          (shared?.data as Float32Array | undefined)?.set(w!.data as Float32Array);
        };
        return {
          async read(names) {
            const all = await own.read(names);
            if (names !== undefined) return all;
            return { ...all, w: (shared ??= all['w']!) };
          },
          async run(...args) {
            const result = own.run(...args);
            await update();
            return result;
          },
        };
      }),
      /the same array after them are/,
    ],
    [
      'names that are made up',
      'engine/unknown',
      spoil((own) => ({ read: (names) => (names?.includes('nothing') ? Promise.resolve({}) : own.read(names)) })),
      /instead of LML_UNDECLARED_STATE/,
    ],
    [
      'shapes that are taken',
      'engine/unknown',
      spoil((own) => ({
        write: async (values) => {
          if (values['w']?.shape[0] !== 3) await own.write(values);
        },
      })),
      /instead of LML_SHAPE_MISMATCH/,
    ],
    [
      'writes that are lost',
      'engine/run',
      spoil((own) => ({
        async run(...args) {
          const before = await own.read();
          const result = own.run(...args);
          await own.write(before);
          return result;
        },
      })),
      /after the step w is/,
    ],
    [
      'numbers that are not handed over',
      'engine/run',
      spoil((own) => ({ run: (step, batch) => own.run(step, batch, { step: 0 }) })),
      /outputs.all.w should be/,
    ],
    [
      'writes of a step that threw',
      'engine/rollback',
      spoil((own) => ({
        async run(step, ...rest) {
          if (step.name === 'fail') await own.write({ w: ndArray([0, 0]) });
          return own.run(step, ...rest);
        },
      })),
      /after a step that threw, the state is/,
    ],
    [
      'errors that are swallowed',
      'engine/rollback',
      spoil((own) => ({
        run(...args) {
          try {
            return own.run(...args);
          } catch {
            return { scalars: {}, outputs: {} };
          }
        },
      })),
      /a step that throws gave undefined/,
    ],
    [
      'random numbers of its own',
      'engine/random',
      spoil((own) => ({ run: (step, batch, input) => own.run(step, batch, { ...input, step: input.step + 1 }) })),
      /should be and is/,
    ],
    [
      'state that outlives it',
      'engine/dispose',
      spoil((own) => ({
        async setup(setup) {
          const state =
            calls++ % 2 === 1
              ? [{ name: 'old', shape: [1], dtype: 'float32' as const, trainable: false, value: ndArray([1]) }]
              : [];
          await own.setup(setup);
          own.declare(state);
        },
      })),
      /still has 1 pieces of state/,
    ],
    ['state that is not freed', 'tensors', spoil(() => ({ dispose: () => undefined })), /leaves \d+ tensors/],
  ])('find %s', async (_name, id, create, message) => {
    calls = 0;
    const failures = await failuresOf(engine(create), { examples: [undefined, undefined] });
    expect(failures[id]).toMatch(message);
  });
});
