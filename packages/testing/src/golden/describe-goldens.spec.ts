import { eager, elementwiseOptimizer, ownedState, RandomState, type Loss, type Optimizer, type Predictor, type Splitter } from '@lml/core'; // prettier-ignore
import * as tf from '@tensorflow/tfjs';

import { schemaOf } from '../shared/failures.fixture.js';
import { fileOf, named, pluginOf, runGoldens, square, total, vector } from './golden.fixture.js';

const PAIR = { prediction: vector(1, 2), target: vector(1, 4) };
const RIGHT = { expected: { value: 2, gradient: vector(0, -2) } };

/** What the tests of one component's cases say, without their titles. */
async function saidOf(component: Parameters<typeof fileOf>[0], input: unknown, ...cases: Record<string, unknown>[]) {
  const name = `${component.componentName}.json`;
  const results = await runGoldens(pluginOf(component), { [name]: fileOf(component, input, ...cases) });
  return Object.values(results).slice(1);
}

/** Does nothing but `run`, as a loss. */
const lossOf = (run: Loss) => named('loss', 'odd', (): Loss => run);

describe('describeGoldens', () => {
  it('defines a test for each case on each engine, and one for the files', async () => {
    const engines = { first: () => eager(), second: async () => eager() };
    const file = fileOf(square, PAIR, RIGHT, { options: { scale: 2 }, expected: { value: 4 } });
    expect(await runGoldens(pluginOf(square), { 'square.json': file }, { engines })).toEqual({
      'goldens of lml-plugin-x › are there, readable, and of components': undefined,
      "goldens of lml-plugin-x › loss 'square' on first › case 0": undefined,
      "goldens of lml-plugin-x › loss 'square' on first › case 1": undefined,
      "goldens of lml-plugin-x › loss 'square' on second › case 0": undefined,
      "goldens of lml-plugin-x › loss 'square' on second › case 1": undefined,
    });
  });

  it('runs one case for each shape on some engines, each with other options, and none that is refused', async () => {
    const engines = { first: () => eager(), second: () => eager() };
    const inputs = { a: PAIR, b: PAIR, c: { prediction: vector(1), target: vector(3) } };
    const one = (name: string, input: string, scale: number, value: number) => ({ name, input, options: { scale }, expected: { value } }); // prettier-ignore
    const cases = [
      { name: 'refused', input: 'c', options: { scale: 'x' }, error: 'LML_INVALID_OPTIONS' },
      one('a 1', 'a', 1, 2),
      one('b 2', 'b', 2, 4),
      one('c 1', 'c', 1, 4),
      one('c 2', 'c', 2, 8),
    ];
    const file = { kind: 'loss', component: 'square', source: 'by hand', inputs, cases };
    const options = { engines, onePerShape: ['second'] };
    const results = await runGoldens(pluginOf(square), { 'square.json': file }, options);
    expect(Object.values(results).every((error) => error === undefined)).toBe(true);
    expect(Object.keys(results).flatMap((title) => / on second › (.*)/.exec(title)?.[1] ?? [])).toEqual(['a 1', 'c 2']);
  });

  it('starts each engine once, and disposes of it', async () => {
    const done: string[] = [];
    const started = (name: string) => () => {
      done.push(`start ${name}`);
      const engine = eager();
      const dispose = engine.dispose.bind(engine);
      engine.dispose = () => (done.push(`dispose ${name}`), dispose());
      return engine;
    };
    const file = fileOf(square, PAIR, RIGHT, RIGHT, RIGHT);
    await runGoldens(pluginOf(square), { 'square.json': file }, { engines: { a: started('a'), b: started('b') } });
    expect(done.filter((what) => what.startsWith('start'))).toEqual(['start a', 'start b']);
    expect([...new Set(done)]).toEqual(['start a', 'dispose a', 'start b', 'dispose b']);
  });

  it('says in one line which component, engine and case with which options gave what', async () => {
    const [said] = await saidOf(square, PAIR, { options: { scale: 2 }, expected: { value: 4.5 } });
    expect(said).toBe(
      `loss 'square' fails 'goldens': 'case 0' with {"scale":2} on eager: value should be 4.5 (± 0.0000495) and is 4 (LML_CONFORMANCE)`,
    );
  });

  it.each([
    [{ value: 2, gradient: vector(0, -2.1) }, 'gradient[1] should be -2.1 (± 0.0000231) and is -2'],
    [{ value: vector(2) }, 'value should have shape [1] and has []'],
    [{ value: 'NaN' }, 'value should be NaN and is 2'],
    [{ value: 2, targetGradient: vector(0, 3) }, 'targetGradient[1] should be 3 (± 0.000033) and is 2'],
    [{ value: 2, slope: 1 }, 'slope should be 1 (± 0.000011) and is undefined'],
  ])('finds that %j is not what comes', async (expected, message) => {
    expect(await saidOf(square, PAIR, { expected })).toEqual([expect.stringContaining(message)]);
  });

  it('takes the tolerance of the case instead of the kind’s', async () => {
    const near = { expected: { value: 2.01, gradient: vector(0, -2) } };
    const said = await saidOf(square, PAIR, near, { ...near, tolerance: 0.01, reason: 'A test.' });
    expect(said).toEqual([expect.stringContaining('value should be 2.01'), undefined]);
  });

  it('compares gradients with finite differences where there are none', async () => {
    const wrong = lossOf((prediction, target) => tf.customGrad((x, save) => {
      (save as (tensors: tf.Tensor[]) => void)([x as tf.Tensor]);
      return { value: tf.mean(tf.squaredDifference(x as tf.Tensor, target)), gradFunc: (dy: tf.Tensor) => tf.mul(dy, tf.onesLike(prediction)) };
    })(prediction)); // prettier-ignore
    const [said] = await saidOf(wrong, PAIR, { expected: { value: 2 } });
    expect(said).toMatch(/gradient\[0\] should be \S+ by finite differences \(± 0\.0200\) and is 1 /);
    expect(await saidOf(square, PAIR, { expected: { value: 2 } })).toEqual([undefined]);
  });

  it('takes targets that are trees, and compares what a loss owns', async () => {
    const counting = named('loss', 'odd', () => {
      const own = ownedState({ weights: { scale: { shape: [], initializer: 'ones' } }, buffers: { calls: { shape: [] } } });
      const run = (prediction: tf.Tensor, target: Readonly<Record<'times' | 'plus', tf.Tensor>>): tf.Tensor => {
        own.write('calls', tf.add(own.read('calls'), 1));
        return tf.sum(tf.mul(own.read('scale'), tf.add(tf.mul(prediction, target.times), target.plus)));
      };
      return Object.assign(run, { state: own.state, load: own.load });
    }); // prettier-ignore
    const input = {
      prediction: vector(1, 2),
      target: { times: vector(3, 5), plus: vector(0, 1) },
      state: { scale: 2, calls: 4 },
    };
    const right = { value: 28, gradient: vector(6, 10), stateGradient: { scale: 14 }, state: { scale: 2, calls: 5 } };
    const wrong = [
      { ...right, stateGradient: { scale: 13 } },
      { ...right, state: { scale: 2, calls: 4 } },
    ];
    expect(await saidOf(counting, input, { expected: right }, ...wrong.map((expected) => ({ expected })))).toEqual([
      undefined,
      expect.stringContaining('stateGradient.scale should be 13'),
      expect.stringContaining('state.calls should be 4'),
    ]);
  });

  it('expects errors by code, and by a part of the message', async () => {
    const said = await saidOf(
      square,
      PAIR,
      { options: { scale: 'two' }, error: 'LML_INVALID_OPTIONS' },
      { options: { scale: 'two' }, error: 'LML_SHAPE_MISMATCH' },
      { options: { scale: 'two' }, error: 'LML_INVALID_OPTIONS', message: 'scale' },
      { options: { scale: 'two' }, error: 'LML_INVALID_OPTIONS', message: 'no such text' },
      { error: 'LML_INVALID_OPTIONS' },
      { options: { scale: 'two' }, expected: { value: 2 } },
    );
    expect(said).toEqual([
      undefined,
      expect.stringContaining('it should be refused by LML_SHAPE_MISMATCH and gives LML_INVALID_OPTIONS'),
      undefined,
      expect.stringContaining("its error should say 'no such text' and says"),
      expect.stringContaining('it should be refused by LML_INVALID_OPTIONS and gives'),
      expect.stringContaining('it throws LML_INVALID_OPTIONS: '),
    ]);
  });

  it('finds what throws something else, and what leaves tensors behind', async () => {
    const throwing = lossOf(() => {
      throw new TypeError('oh');
    });
    expect(await saidOf(throwing, PAIR, { expected: { value: 2 } })).toEqual([expect.stringMatching(/it threw: oh /)]);
    const leaking = lossOf((prediction, target) => {
      tf.keep(tf.scalar(1));
      return tf.mean(tf.squaredDifference(prediction, target));
    });
    expect(await saidOf(leaking, PAIR, RIGHT)).toEqual([expect.stringMatching(/it leaves \d+ tensors? behind /)]);
  });

  it('wants every loss to have cases, unless a reason is given', async () => {
    const files = { 'square.json': fileOf(square, PAIR, RIGHT) };
    const title = 'goldens of lml-plugin-x › are there, readable, and of components';
    const missing = await runGoldens(pluginOf(square, total), files);
    expect(missing[title]).toBe("metric 'total' fails 'goldens': there is no total.json (LML_CONFORMANCE)");
    const reasoned = await runGoldens(pluginOf(square, total), files, { without: { total: 'Nothing else has it.' } });
    expect(reasoned[title]).toBeUndefined();
    const both = await runGoldens(pluginOf(square), files, { without: { square: 'Nothing else has it.' } });
    expect(both[title]).toContain('also a reason for none');
  });

  it.each([
    [{ 'squares.json': fileOf(square, PAIR, RIGHT) }, "it is of 'square'; name it square.json"],
    [{ 'total.json': fileOf(total, { batches: [] }, { expected: { value: 0 } }) }, 'has no such component'],
    [{ 'square.json': {} }, 'its kind is undefined'],
  ])('refuses files %#', async (files, message) => {
    const said = Object.values(await runGoldens(pluginOf(square), files))[0];
    expect(said).toContain(message);
  });
});

describe('Golden cases', () => {
  it('of metrics are counted batch by batch', async () => {
    const batches = [{ prediction: vector(1, 2) }, { prediction: vector(5) }];
    const right = { expected: { value: 8, values: [3, 8], batchValues: [3, 5] } };
    const wrong = { expected: { batchValues: [3, 8] } };
    const said = await saidOf(total, { batches }, right, wrong);
    expect(said).toEqual([undefined, expect.stringContaining('batchValues[1] should be 8 (± 0.000008) and is 5')]);
  });

  it('of optimizers are parameters after each step, and slots', async () => {
    const momentum = named('optimizer', 'momentum', (): Optimizer =>
      elementwiseOptimizer({
        base: { lr: 0.5 },
        slots: { speed: 0 },
        hyper: (_step, { lr }) => ({ lr }),
        update: (parameter, gradient, { speed }, { lr }) => {
          const next = tf.add(speed, gradient);
          return { parameter: tf.sub(parameter, tf.mul(lr, next)), speed: next };
        },
      }),
    );
    const input = {
      parameters: { w: vector(1) },
      gradients: [{ w: vector(1) }, { w: vector(2) }],
      learningRates: [0.5, 1],
    };
    const parameters = [{ w: vector(0.5) }, { w: vector(-2.5) }];
    const said = await saidOf(
      momentum,
      input,
      { expected: { parameters, slots: { 'speed/w': vector(3) } } },
      { expected: { parameters: [parameters[0], { w: vector(-2.75) }] } },
      { expected: { slots: { 'speed/w': vector(3), 'speed/v': vector(3) } } },
    );
    expect(said).toEqual([
      undefined,
      expect.stringContaining('parameters[1].w[0] should be -2.75 (± 0.0000275) and is -2.5'),
      expect.stringContaining('slots should have speed/w, speed/v and has speed/w'),
    ]);
  });

  it('of optimizers descend a quadratic function or train a network', async () => {
    const descent = named('optimizer', 'descent', (): Optimizer =>
      elementwiseOptimizer({
        base: { lr: 0.5 },
        slots: {},
        hyper: (_step, { lr }) => ({ lr }),
        update: (parameter, gradient, _slots, { lr }) => ({ parameter: tf.sub(parameter, tf.mul(lr, gradient)) }),
      }),
    );
    const matrix = (value: number) => ({ dtype: 'float32', shape: [1, 1], data: [value] });
    const quadratic = {
      parameters: { w: vector(9) },
      quadratic: { curvature: { w: vector(1) }, minimum: { w: vector(1) } },
      steps: 3,
      after: [1, 3],
    };
    const right = { expected: { parameters: [{ w: vector(5) }, { w: vector(2) }] } };
    expect(await saidOf(descent, quadratic, right)).toEqual([undefined]);
    // The hidden number and the output are 0, so that the slope of the tangent is 1 and that of the loss −4.
    const network = {
      parameters: { kernel0: matrix(0), bias0: vector(0), kernel1: matrix(0.5), bias1: vector(0) },
      network: { input: matrix(3), target: matrix(2) },
      steps: 1,
    };
    const after = { kernel0: matrix(3), bias0: vector(1), kernel1: matrix(0.5), bias1: vector(2) };
    expect(await saidOf(descent, network, { expected: { parameters: [after] } })).toEqual([undefined]);
    expect(await saidOf(descent, { parameters: {} }, right)).toEqual([
      expect.stringContaining('the input has neither a list of gradients nor a number of steps'),
    ]);
  });

  it('of predictors are predictions of what they were fitted on', async () => {
    const state = new Map<string, Float32Array>();
    const offset = named('predictor', 'offset', (): Predictor => ({
      name: 'offset',
      fit: (_outputs, { data }) => void state.set('mean', Float32Array.of((Number(data[0]) + Number(data[1])) / 2)),
      state: () => [{ name: 'mean', shape: [1], dtype: 'float32', trainable: false, value: { dtype: 'float32', shape: [1], data: state.get('mean')! } }], // prettier-ignore
      predict: (output, { read }) => tf.cast(tf.add(output, read('mean')), 'int32'),
    }));
    const input = { output: vector(1, 2), fit: { output: vector(0, 0), target: vector(2, 4) } };
    const said = await saidOf(
      offset,
      input,
      { expected: { prediction: { dtype: 'int32', shape: [2], data: [4, 5] } } },
      { expected: { prediction: { dtype: 'int32', shape: [2], data: [4, 6] } } },
    );
    expect(said).toEqual([undefined, expect.stringContaining('prediction[1] should be 6 (± 0.00001) and is 5')]);
  });

  it('of splitters are indices, or the hashes of many, and run once', async () => {
    const shuffled = named(
      'splitter',
      'shuffled',
      ({ randomState }: { randomState?: RandomState }): Splitter => ({
        split: ({ length, targets }) => {
          const all = randomState?.permutation(length) ?? Array.from({ length }, (_, at) => at);
          return [
            {
              train: Int32Array.from(all).slice(1),
              test: Int32Array.of(all[0]!, Number((targets as number[] | undefined)?.[4] ?? 0)),
            },
          ];
        },
      }),
      { schema: schemaOf({ randomState: {} }) },
    );
    const train = { length: 4, sha256: '37db36876b9ccaaa88394679f019c3435af9320dea117e867003840317870e25' };
    const test = { length: 2, sha256: '8c33cd0a95f8ada047bf1ad5dfa97c5801fb9dd4311b67b488b04f4031bc28a5' };
    const round = (seed: RandomState) => ({ train: Array.from(seed.permutation(5)), test: [0, 0] });
    const generator = new RandomState(7);
    const rounds = [round(generator), round(generator)].map(({ train }) => [
      { train: train.slice(1), test: [train[0], 9] },
    ]);
    const file = fileOf(
      shuffled,
      { length: 5, targets: { repeat: [9, 8] } },
      { expected: { folds: [{ train: [1, 2, 3, 4], test: [0, 9] }] } },
      { expected: { folds: [{ train, test }] } },
      { expected: { folds: [{ train, test: train }] } },
      { options: { randomState: { RandomState: 7 } }, expected: { rounds } },
      { expected: { folds: [{ train: [1, 2, 3], test: [0, 9] }] } },
    );
    const engines = { first: () => eager(), second: () => eager() };
    const said = await runGoldens(pluginOf(shuffled), { 'shuffled.json': file }, { engines });
    expect(Object.keys(said).filter((title) => title.includes('case 0'))).toHaveLength(1);
    const values = Object.values(said).slice(1);
    expect(values).toEqual([
      undefined,
      undefined,
      expect.stringContaining(`folds[0].test.length should be 4 and is 2`),
      undefined,
      expect.stringContaining('folds[0].train should have 3 entries and has 4'),
    ]);
  });
});
