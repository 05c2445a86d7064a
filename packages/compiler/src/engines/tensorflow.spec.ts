import { eager, ndArray, type Engine } from '@lml/core';
import { loadNativeTensorflow, type Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { hasTensorflow } from '../targets/tensorflow/lowering.fixture.js';
import { onnx } from './onnx.js';
import { tensorflow } from './tensorflow.js';

const describeThere = hasTensorflow ? describe : describe.skip;

const state = [{ name: 'w', shape: [3], dtype: 'float32', trainable: true, value: ndArray([1, 2, 3]) }] as const;

/** Adds a multiple of the batch to the state. */
function adding(name: string, factor: number): Step {
  return {
    name,
    stage: 'train',
    training: true,
    run(batch, context) {
      const before = context.read('w');
      const sum = tf.add(before, tf.mul(batch['x'] as tf.Tensor, factor));
      context.write('w', sum);
      return { scalars: { total: tf.sum(sum) }, outputs: { before } };
    },
  };
}

const batch = (...values: number[]): Parameters<Engine['run']>[1] => ({ x: ndArray(values) });

async function started(create: () => Engine = tensorflow): Promise<Engine> {
  await tf.setBackend('cpu');
  const engine = create();
  await engine.setup({ seed: 0 });
  engine.declare(state);
  return engine;
}

const weights = async (engine: Engine): Promise<number[]> => [
  ...((await engine.read(['w']))['w']!.data as Float32Array),
];

describeThere('The engine tensorflow', () => {
  it('says what it runs on', async () => {
    const engine = await started();
    expect(engine.notice).toMatch(/^engine tensorflow \(TensorFlow \d+\.\d+\.\d+, tfjs-node \d+\.\d+\.\d+\)$/);
    engine.dispose();
  });

  it('moves state between the sessions of its steps, and of graphs of equal bytes', async () => {
    const engine = await started();
    const [double, triple, again] = [adding('double', 2), adding('triple', 3), adding('again', 2)];
    const results = [];
    for (const step of [double, triple, again, double, triple])
      results.push(await engine.run(step, batch(1, 0, 10), { step: 0 }));
    expect(await weights(engine)).toEqual([13, 2, 123]);
    const { scalars, outputs } = results[4]!;
    expect([...(await scalars['total']!.read()).data]).toEqual([138]);
    expect([...(await (outputs['before'] as typeof scalars.x)!.read()).data]).toEqual([10, 2, 93]);
    engine.dispose();
  });

  it('gives other engines its state and takes theirs', async () => {
    let values = { w: ndArray([1, 2, 3]) } as Awaited<ReturnType<Engine['read']>>;
    for (const create of [tensorflow, () => onnx({ threads: 1 }), tensorflow, eager]) {
      const engine = await started(create);
      await engine.write(values);
      await engine.run(adding('double', 2), batch(1, 1, 1), { step: 0 });
      values = await engine.read();
      engine.dispose();
    }
    expect([...values['w']!.data]).toEqual([9, 10, 11]);
  });

  it('does not share the arrays that it is given', async () => {
    const engine = await started();
    const data = new Float32Array(1024).fill(1);
    const x = { dtype: 'float32', shape: [1024], data } as const;
    engine.declare([{ name: 'w', shape: [1024], dtype: 'float32', trainable: true, value: x }]);
    const keep: Step = { ...adding('keep', 0), run: (_batch, context) => (context.write('w', context.read('w')), {}) };
    await engine.run(keep, {}, { step: 0 });
    data.fill(7);
    expect(new Set(await weights(engine))).toEqual(new Set([1]));
    engine.dispose();
  });

  it('changes no state at all if a part of a step fails', async () => {
    const engine = await started();
    engine.declare([{ name: 'n', shape: [], dtype: 'float32', trainable: false, value: ndArray(0) }]);
    const looking: Step = {
      ...adding('looking', 0),
      run(given, context) {
        // What is written does not depend on what fails.
        context.write('n', tf.add(context.read('n'), 1));
        context.write('w', tf.mul(context.read('w'), 2));
        return {
          scalars: { found: tf.sum(tf.gather(tf.tensor1d([1, 2, 3]), tf.cast(given['x'] as tf.Tensor, 'int32'))) },
        };
      },
    };
    await engine.run(looking, batch(0, 1, 2), { step: 0 });
    await expect(engine.run(looking, batch(0, 1, 9), { step: 1 })).rejects.toMatchObject({ code: 'LML_COMPILED_STEP' });
    expect(await weights(engine)).toEqual([2, 4, 6]);
    await engine.run(looking, batch(0, 1, 2), { step: 2 });
    expect(await weights(engine)).toEqual([4, 8, 12]);
    expect([...(await engine.read(['n']))['n']!.data]).toEqual([2]);
    engine.dispose();
  });

  it('frees all tensors of TensorFlow and all sessions', async () => {
    const { binding } = await loadNativeTensorflow();
    const count = (): number[] => [binding.getNumOfTensors(), binding.getNumOfSavedModels()];
    const before = count();
    const engine = await started();
    for (let step = 0; step < 50; step++) {
      await engine.run(adding('double', 2), batch(1, 0, 10), { step });
      await engine.run(adding('triple', 3), batch(1, 0, 10), { step });
    }
    await engine.read();
    engine.dispose();
    expect(count()).toEqual(before);
  });
});

it('is missing with a word on what to run where there is no tfjs-node', async () => {
  if (hasTensorflow) return expect(tensorflow().name).toBe('tensorflow');
  await expect(tensorflow().setup({ seed: 0 })).rejects.toMatchObject({ code: 'LML_MISSING_FEATURE' });
});
