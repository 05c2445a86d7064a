import { eager, ndArray, type Engine, type StateEntry, type StepContext } from '@lml/core';
import type { Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { compiledEngines } from '../engines/targets.fixture.js';
import { warnings } from './warnings.fixture.js';

const w: StateEntry = { name: 'w', shape: [2], dtype: 'float32', trainable: true, value: ndArray([1, 2]) };

/** Something that a step depends on beside its inputs, and how it changes. */
interface Form {
  /** What the weights are multiplied by. */
  factor(context: StepContext): tf.Tensor;
  change(): void;
}

/** Each gives 2 at first and 3 once it has changed. */
const forms: Record<string, () => Form> = {
  'a number'() {
    let beta = 2;
    return { factor: () => tf.mul(tf.ones([2]), beta), change: () => void (beta = 3) };
  },
  'a property of an object'() {
    const options = { beta: 2 };
    return { factor: () => tf.mul(tf.ones([2]), options.beta), change: () => void (options.beta = 3) };
  },
  'a number read of the learner'() {
    const hyper: Record<string, number> = { beta: 2 };
    return { factor: () => tf.fill([2], hyper['beta']!), change: () => void (hyper['beta'] = 3) };
  },
  'a branch'() {
    let isLate = false;
    return {
      factor: () => (isLate ? tf.add(tf.ones([2]), tf.fill([2], 2)) : tf.fill([2], 2)),
      change: () => void (isLate = true),
    };
  },
  'a branch on which an op depends'() {
    let isLate = false;
    return { factor: () => (isLate ? tf.add : tf.mul)(tf.ones([2]), 2), change: () => void (isLate = true) };
  },
  'a number of repetitions'() {
    let times = 2;
    return {
      factor() {
        let sum: tf.Tensor = tf.zeros([2]);
        for (let time = 0; time < times; time++) sum = tf.add(sum, 1);
        return sum;
      },
      change: () => void (times = 3),
    };
  },
  'a typed array'() {
    const array = Float32Array.of(2, 2);
    return { factor: () => tf.tensor1d(array), change: () => void array.fill(3) };
  },
  'a long typed array'() {
    const array = new Float32Array(100).fill(0);
    array.fill(2, 98);
    return { factor: () => tf.slice(tf.tensor1d(array), 98, 2), change: () => void array.fill(3, 98) };
  },
  'a tensor that is replaced'() {
    let tensor = tf.tensor1d([2, 2]);
    return {
      factor: () => tf.mul(tensor, 1),
      change() {
        tensor.dispose();
        tensor = tf.tensor1d([3, 3]);
      },
    };
  },
  'a first value of a hyper-parameter'() {
    let initial = 2;
    return {
      factor: ({ hyper }) => tf.mul(tf.ones([2]), hyper('beta', initial)),
      change: () => void (initial = 3),
    };
  },
  'a number of the environment'() {
    process.env['LML_TEST_BETA'] = '2';
    return {
      factor: () => tf.fill([2], Number(process.env['LML_TEST_BETA'])),
      change: () => void (process.env['LML_TEST_BETA'] = '3'),
    };
  },
  'a parameter of random numbers'() {
    let low = 2;
    return {
      factor: ({ random }) => tf.mul(random.uniform('u', [2], low, low), 1),
      change: () => void (low = 3),
    };
  },
};

function stepOf(form: Form, name: string): Step {
  const run: Step['run'] = (_batch, context) => {
    context.write('w', tf.mul(context.read('w'), form.factor(context)));
    return {};
  };
  return { name, stage: 'train', training: true, run };
}

async function started<One extends Engine>(engine: One): Promise<One> {
  await engine.setup({ seed: 1 });
  engine.declare([w]);
  return engine;
}

async function weights(engine: Engine): Promise<number[]> {
  return Array.from((await engine.read(['w']))['w']!.data as Float32Array);
}

/** Runs one step after the other; `act` comes before the step of that number. */
async function runs(engine: Engine, step: Step, count: number, act: Record<number, () => void>): Promise<number[]> {
  for (let time = 0; time < count; time++) {
    act[time]?.();
    await engine.run(step, {}, { step: time });
  }
  return weights(engine);
}

const cases = compiledEngines.flatMap(([target, create]) =>
  Object.entries(forms).map(([name, form]) => [target, name, create, form] as const),
);

describe.each(cases)('On %s, a compiled step that depends on %s', (target, name, create, form) => {
  const engines: Engine[] = [];
  afterEach(() => {
    for (const engine of engines.splice(0)) engine.dispose();
    delete process.env['LML_TEST_BETA'];
  });
  const start = async <One extends Engine>(engine: One): Promise<One> => {
    engines.push(engine);
    return started(engine);
  };

  it('gives the numbers of the eager engine where that changes before the second run, and names the line', async () => {
    const [first, second] = [form(), form()];
    const engine = await start(create({ verify: false }));
    let values: number[] = [];
    const step = stepOf(first, `early ${name} on ${target}`);
    const said = await warnings(async () => (values = await runs(engine, step, 4, { 1: first.change })));
    process.env['LML_TEST_BETA'] &&= '2';
    const reference = await start(eager());
    expect(values).toEqual(await runs(reference, stepOf(second, 'eager'), 4, { 1: second.change }));
    expect(values).toEqual([54, 108]);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^LML_RUNS_EAGERLY: Step 'early .*changed-values\.spec\.[tj]s:\d+/);
    expect(said[0]).not.toContain('may be wrong');
  });

  it('says which steps may be wrong where an epoch later finds it, and is right from there on', async () => {
    const changing = form();
    const engine = await start(create({ verify: false }));
    let values: number[] = [];
    const said = await warnings(async () => {
      values = await runs(engine, stepOf(changing, `late ${name} on ${target}`), 7, {
        3: changing.change,
        5: () => engine.beginEpoch('train'),
      });
    });
    // Five steps with 2, of which two should have been with 3; then two with 3.
    expect(values).toEqual([32 * 9, 64 * 9]);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/changed-values\.spec\.[tj]s:\d+/);
    expect(said[0]).toContain(
      'Steps 2 to 4 of this stage ran with what it computed before, so what they gave may be wrong.',
    );
  });
});

describe.each(compiledEngines)('On %s, a compiled step', (target, create) => {
  it('is traced again at its second run and once an epoch of its stage, for each shape of batch', async () => {
    const engine = await started(create({ verify: false }));
    let calls = 0;
    const step: Step = { name: 'counted', stage: 'train', training: true, run: () => (calls++, {}) };
    const callsOf = async (batch: number[], act?: () => void): Promise<number> => {
      act?.();
      calls = 0;
      await engine.run(step, { input: ndArray(batch) }, { step: 0 });
      return calls;
    };
    expect([await callsOf([1]), await callsOf([1]), await callsOf([1]), await callsOf([1, 2])]).toEqual([2, 1, 0, 2]);
    expect(await callsOf([1], () => engine.beginEpoch('validation'))).toBe(0);
    expect(await callsOf([1], () => engine.beginEpoch('train'))).toBe(1);
    expect([await callsOf([1]), await callsOf([1, 2]), await callsOf([1, 2])]).toEqual([0, 1, 0]);
    engine.dispose();
  });

  it('that counts its calls in a longer period runs eagerly once that is seen', async () => {
    const engine = await started(create({ verify: false }));
    let calls = 0;
    const step: Step = {
      name: `counts in fours on ${target}`,
      stage: 'train',
      training: true,
      run: (_batch, context) => (context.write('w', tf.add(context.read('w'), Math.floor(calls++ / 4))), {}),
    };
    const said = await warnings(async () => {
      for (let epoch = 0; epoch < 3; epoch++) {
        engine.beginEpoch('train');
        await engine.run(step, {}, { step: 2 * epoch });
        await engine.run(step, {}, { step: 2 * epoch + 1 });
      }
    });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/changed-values\.spec\.[tj]s:\d+/);
    // Traced at calls 0, 1, 2 and 3; the fourth trace again finds 1, and one more names the line.
    expect(calls).toBeGreaterThan(5);
    engine.dispose();
  });

  it('that throws where it is traced again leaves the state as it was', async () => {
    const engine = await started(create({ verify: false }));
    let fails = false;
    const step: Step = {
      name: 'fails later',
      stage: 'train',
      training: true,
      run(_batch, context) {
        context.write('w', tf.mul(context.read('w'), 2));
        if (fails) throw new Error('planned');
        return {};
      },
    };
    await engine.run(step, {}, { step: 0 });
    fails = true;
    await expect(engine.run(step, {}, { step: 1 })).rejects.toThrow('planned');
    expect(await weights(engine)).toEqual([2, 4]);
    fails = false;
    await engine.run(step, {}, { step: 1 });
    expect(await weights(engine)).toEqual([4, 8]);
    engine.dispose();
  });
});
