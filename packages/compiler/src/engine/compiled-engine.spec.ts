import {
  eager,
  fromLayers,
  LmlError,
  ndArray,
  RandomStreams,
  valueAndGradients,
  type Engine,
  type StateEntry,
} from '@lml/core';
import type { DeviceValue, Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { compiledEngines } from '../engines/targets.fixture.js';
import type { CompiledEngine, CompiledEngineSettings } from './compiled-engine.js';
import { warnings } from './warnings.fixture.js';

const w: StateEntry = { name: 'w', shape: [2], dtype: 'float32', trainable: true, value: ndArray([1, 2]) };

const batch = (...numbers: number[]) => ({ input: ndArray(numbers) });

function step(run: Step['run'], name = 'step'): Step {
  return { name, stage: 'train', training: true, run };
}

/** Adds the sum of the batch to the weights. */
const addAll = step(({ input }, context) => {
  context.write('w', tf.add(context.read('w'), tf.sum(input as tf.Tensor)));
  return { scalars: { first: tf.sum(context.read('w')) } };
});

async function weights(engine: Engine): Promise<number[]> {
  return Array.from((await engine.read(['w']))['w']!.data as Float32Array);
}

describe.each(compiledEngines)('The engine %s', (target, create) => {
  let engine: CompiledEngine;
  beforeAll(() => tf.setBackend('cpu'));
  afterEach(() => engine.dispose());

  const engineWith = async (settings?: CompiledEngineSettings, purity?: 'warn' | 'error'): Promise<CompiledEngine> => {
    const made = create(settings);
    await made.setup({ seed: 1, purity });
    made.declare([w]);
    return made;
  };

  it('names a part of a batch that is no tensor where a step reads it, and lets it be where none does', async () => {
    engine = await engineWith();
    const given = { ...batch(1, 2), target: ndArray(['a', 'b']), boxes: { label: ['c'], size: ndArray([1]) } };
    const reads = (path: string[]): Step =>
      step((parts) => ({ scalars: { read: path.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], parts) as tf.Scalar } })); // prettier-ignore
    for (const path of [['target'], ['boxes', 'label']]) {
      await expect(engine.run(reads(path), given, { step: 0 })).rejects.toMatchObject({ code: 'LML_HOST_PART', path });
      await expect(engine.describe(reads(path), given, { step: 0 })).rejects.toMatchObject({ code: 'LML_HOST_PART' });
    }
    await engine.run(addAll, given, { step: 0 });
    expect(await weights(engine)).toEqual([4, 5]);
  });

  it('compiles a step once for each shape of batch', async () => {
    engine = await engineWith();
    let runs = 0;
    const counted = step((given, context) => {
      runs++;
      return addAll.run(given, context);
    });
    for (let time = 0; time < 3; time++) await engine.run(counted, batch(1, 2), { step: time });
    await engine.run(counted, batch(5), { step: 3 });
    await engine.run(counted, batch(3, 4), { step: 4 });
    expect(await weights(engine)).toEqual([22, 23]);
    // A step is traced twice, to see that it computes the same each time, and once more before its second run.
    expect(runs).toBe(5);
    expect(engine.compilations.map(({ step: name }) => name)).toEqual(['step', 'step']);
  });

  it('says which batch the target cannot run, and keeps the state of before', async () => {
    engine = await engineWith();
    const look = step(({ input }, context) => {
      const rows = tf.cast(input as tf.Tensor, 'int32');
      context.write('w', tf.add(context.read('w'), tf.sum(tf.gather(tf.tensor1d([10, 20, 30]), rows))));
      return {};
    });
    await engine.run(look, batch(0, 2), { step: 0 });
    const before = await weights(engine);
    const error: unknown = await engine.run(look, batch(0, 3), { step: 1 }).catch((reason: unknown) => reason);
    expect(LmlError.isInstance(error, 'LML_COMPILED_STEP')).toBe(true);
    expect(String(error)).toMatch(/step 'step' on this batch: .*index.*beyond the vocabulary/s);
    expect(await weights(engine)).toEqual(before);
    await engine.run(look, batch(1, 1), { step: 2 });
    expect(await weights(engine)).toEqual(before.map((value) => value + 40));
  });

  it('computes nothing while it traces, and leaves all tensors as they were', async () => {
    engine = await engineWith();
    const constant = tf.tensor1d([10, 20]);
    const variable = tf.variable(tf.tensor1d([1, 1]));
    const before = tf.memory().numTensors;
    const scaled = step((_given, context) => {
      context.write('w', tf.mul(context.read('w'), constant));
      return {};
    });
    await engine.describe(scaled, {}, { step: 0 });
    expect(tf.memory().numTensors).toBe(before);
    await engine.run(scaled, {}, { step: 0 });
    expect(await constant.array()).toEqual([10, 20]);
    expect(await variable.array()).toEqual([1, 1]);
    expect(await weights(engine)).toEqual([10, 40]);
    tf.dispose([constant, variable]);
  });

  it('takes tensors from outside, clones and gradients of them included, and leaves them whole', async () => {
    engine = await engineWith();
    const weight = tf.tensor1d([1, 2]);
    const weighted = step((_given, context) => {
      const own = context.read('w');
      const { value, gradients } = valueAndGradients(
        () => tf.sum(tf.mul(tf.square(own), tf.mul(weight.clone(), weight.cast('float32')))),
        [own],
      );
      context.write('w', gradients[0]!);
      return { scalars: { value } };
    });
    const before = tf.memory().numTensors;
    await engine.describe(weighted, {}, { step: 0 });
    expect(tf.memory().numTensors).toBe(before);
    await engine.run(weighted, {}, { step: 0 });
    expect(await weights(engine)).toEqual([2, 16]);
    expect(await weight.array()).toEqual([1, 2]);
    weight.dispose();
  });

  it('refuses a tensor that is carried from call to call', async () => {
    engine = await engineWith();
    let carried: tf.Tensor | undefined;
    const carries = step((_given, context) => {
      if (carried !== undefined) context.write('w', tf.add(context.read('w'), carried));
      carried = tf.mul(context.read('w'), 2);
      return {};
    });
    await expect(engine.run(carries, {}, { step: 0 })).rejects.toMatchObject({ code: 'LML_IMPURE_STEP' });
  });

  it('does not take rounding for a difference, as in a bias before batch normalisation', async () => {
    const model = fromLayers(() =>
      tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] }), tf.layers.batchNormalization()] }),
    );
    await model.build({ random: new RandomStreams(0) });
    const values = await model.getWeights();
    engine = await engineWith({ verify: { every: 1 } });
    engine.declare(model.weights.map((spec) => ({ ...spec, value: values[spec.name]! })));
    const names = model.weights.filter(({ trainable }) => trainable).map(({ name }) => name);
    const descends = step(({ input }, context) => {
      const before = names.map(context.read);
      const { value, gradients } = valueAndGradients(() => tf.mean(tf.pow(model.apply(input!), 3)), before);
      names.forEach((name, index) => context.write(name, tf.sub(before[index]!, tf.mul(0.1, gradients[index]!))));
      return { scalars: { value } };
    });
    const inputs = ndArray(new RandomStreams(1).normal('x', 0, 32), { shape: [8, 4] });
    const said = await warnings(async () => {
      for (let time = 0; time < 5; time++) await engine.run(descends, { input: inputs }, { step: time });
    });
    expect(said).toEqual([]);
  });

  it('runs a step that uses an unknown kernel op by op, says so once, and goes on where it was', async () => {
    engine = await engineWith();
    const unknown = step((_given, context) => {
      const { real } = { real: tf.real(tf.complex(context.read('w'), context.read('w'))) };
      context.write('w', tf.add(real, 1));
      return { scalars: { sum: tf.sum(real) } };
    }, `complex ${target}`);
    const said = await warnings(async () => {
      await engine.run(addAll, batch(1), { step: 0 });
      const { scalars } = await engine.run(unknown, {}, { step: 1 });
      expect((await scalars['sum']!.read()).data[0]).toBe(5);
      scalars['sum']!.dispose();
      (await engine.run(unknown, {}, { step: 2 })).scalars['sum']!.dispose();
      await engine.run(addAll, batch(10), { step: 3 });
    });
    expect(await weights(engine)).toEqual([14, 15]);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`'complex ${target}'`);
    expect(said[0]).toContain("kernel 'Complex'");
    expect(said[0]).toContain('compiled-engine.spec');
  });

  it('finds a number of JavaScript that changes from call to call, and names the line', async () => {
    engine = await engineWith();
    let count = 0;
    const frozen = step((_given, context) => {
      count++;
      context.write('w', tf.add(context.read('w'), count));
      return {};
    }, `frozen ${target}`);
    const said = await warnings(() => engine.run(frozen, {}, { step: 0 }));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('does not compute the same each time');
    expect(said[0]).toContain('compiled-engine.spec');
  });

  it('runs a step op by op that reads a variable which is not declared', async () => {
    engine = await engineWith();
    const variable = tf.variable(tf.tensor1d([1, 1]));
    const uses = step((_given, context) => {
      context.write('w', tf.add(context.read('w'), variable));
      return {};
    }, `variable ${target}`);
    const said = await warnings(() => engine.run(uses, {}, { step: 0 }));
    expect(said[0]).toContain('not declared state');
    variable.assign(tf.tensor1d([5, 5]));
    await engine.run(uses, {}, { step: 1 });
    expect(await weights(engine)).toEqual([7, 8]);
    variable.dispose();
  });

  it('refuses what no step may do, or warns of it and runs op by op', async () => {
    const random = step((_given, context) => {
      context.write('w', tf.mul(context.read('w'), tf.dropout(tf.ones([2]), 0.5)));
      return {};
    }, `random ${target}`);
    engine = await engineWith();
    await expect(engine.run(random, {}, { step: 0 })).rejects.toMatchObject({ code: 'LML_IMPURE_STEP' });
    expect(await weights(engine)).toEqual([1, 2]);
    engine.dispose();
    engine = await engineWith({}, 'warn');
    const said = await warnings(() => engine.run(random, {}, { step: 0 }));
    expect(said.join(' ')).toContain('LML_RUNS_EAGERLY');
  });

  it('does not let a tensor outlive the step in which it was made', async () => {
    engine = await engineWith();
    const kept: tf.Tensor[] = [];
    const leaks = step((_given, context) => {
      kept.push(tf.keep(tf.add(context.read('w'), 1)));
      return {};
    }, `leaks ${target}`);
    const before = tf.memory().numTensors;
    await expect(engine.run(leaks, {}, { step: 0 })).rejects.toMatchObject({
      code: 'LML_IMPURE_STEP',
      line: expect.stringContaining('compiled-engine.spec') as string,
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(kept.every(({ isDisposed }) => isDisposed)).toBe(true);
  });

  it('throws what a step throws, and keeps the state of before', async () => {
    engine = await engineWith();
    const fails = step((_given, context) => {
      context.write('w', tf.zeros([2]));
      throw new Error('planned');
    });
    await expect(engine.run(fails, {}, { step: 0 })).rejects.toThrow('planned');
    expect(await weights(engine)).toEqual([1, 2]);
  });

  it('keeps the state of before when the run itself fails', async () => {
    engine = await engineWith();
    const looksUp = step(({ input }, context) => {
      context.write('w', tf.add(context.read('w'), 1));
      return { outputs: { found: tf.gather(context.read('w'), tf.cast(input as tf.Tensor, 'int32')) } };
    });
    await engine.run(looksUp, batch(0, 1), { step: 0 });
    await expect(engine.run(looksUp, batch(0, 99), { step: 1 })).rejects.toThrow();
    expect(await weights(engine)).toEqual([2, 3]);
    const { outputs } = await engine.run(looksUp, batch(1, 1), { step: 2 });
    expect(Array.from((await (outputs['found'] as DeviceValue).read()).data as Float32Array)).toEqual([4, 4]);
  });

  it('copies state into the room that it is given, and leaves that alone afterwards', async () => {
    engine = await engineWith();
    await engine.run(addAll, batch(1, 2), { step: 0 });
    const room = Float32Array.of(7, 7);
    const { w } = await engine.read(['w'], () => room as never);
    expect(w!.data).toBe(room);
    const before = [...room];
    await engine.run(addAll, batch(1, 2), { step: 1 });
    expect([...room]).toEqual(before);
    expect(await weights(engine)).not.toEqual(before);
  });

  it('takes runs one after the other that are not waited for', async () => {
    engine = await engineWith();
    await Promise.all([1, 2, 3, 4].map((number) => engine.run(addAll, batch(number), { step: number })));
    expect(await weights(engine)).toEqual([11, 12]);
  });

  it('compares a compiled step with an eager one when asked, and finds them equal', async () => {
    engine = await engineWith({ verify: { every: 2 } });
    const said = await warnings(async () => {
      for (let time = 0; time < 4; time++) await engine.run(addAll, batch(1, 2), { step: time });
    });
    expect(said).toEqual([]);
    expect(await weights(engine)).toEqual([13, 14]);
  });

  it('runs a step eagerly from then on where the comparison finds a difference', async () => {
    engine = await engineWith({ verify: { every: 3 } });
    let isLate = false;
    // Pure at first: only a comparison can find out.
    const changes = step((_given, context) => {
      context.write('w', tf.add(context.read('w'), isLate ? 100 : 1));
      return {};
    }, `changes ${target}`);
    const said = await warnings(async () => {
      for (let time = 0; time < 2; time++) await engine.run(changes, {}, { step: time });
      isLate = true;
      for (let time = 2; time < 5; time++) await engine.run(changes, {}, { step: time });
    });
    expect(said.join(' ')).toContain('LML_COMPILED_STEP_DIFFERS');
    // Three frozen steps, then the comparison's own, then an eager one.
    expect(await weights(engine)).toEqual([204, 205]);
  });

  it('keeps no more graphs than it may', async () => {
    engine = await engineWith({ maxGraphs: 2 });
    for (const size of [1, 2, 3, 1, 2, 3]) {
      await engine.run(addAll, { input: ndArray(new Float32Array(size)) }, { step: size });
    }
    expect(engine.compilations).toHaveLength(6);
    expect(await weights(engine)).toEqual([1, 2]);
  });

  it('shows the graph of a step', async () => {
    engine = await engineWith();
    const text = await engine.describe(addAll, batch(1, 2), { step: 0 });
    expect(text).toContain('float32[2] = batch input');
    expect(text).toContain('state w <- ');
    expect(await weights(engine)).toEqual([1, 2]);
  });

  it('gives the numbers of the eager engine, random streams included', async () => {
    const draws = step(({ input }, { random, hyper, read, write }) => {
      const noise = random.normal('noise', [2], 1, 0.5);
      write('w', tf.add(tf.mul(read('w'), hyper('rate', 0.5)), noise));
      return { outputs: { dropped: tf.mul(input as tf.Tensor, random.mask('dropout', [3], 0.5)) } };
    });
    const results = [];
    for (const one of [eager(), create()]) {
      await one.setup({ seed: 9 });
      one.declare([w]);
      await one.run(draws, batch(1, 2, 3), { step: 4 });
      const { outputs } = await one.run(draws, batch(1, 2, 3), { step: 5, hyper: { rate: 2 } });
      const dropped = outputs['dropped'] as DeviceValue;
      results.push([(await dropped.read()).data, (await one.read(['w']))['w']!.data]);
      dropped.dispose();
      one.dispose();
    }
    expect(results[1]).toEqual(results[0]);
    engine = await engineWith();
  });
});
