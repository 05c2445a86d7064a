import * as tf from '@tensorflow/tfjs';

import { ndArray } from '../data/nd-array.js';
import { withCompositeInterceptor } from '../steps/composite.js';
import { elementwiseOptimizer } from './elementwise-optimizer.js';
import type { GradientOptimizer, OptimizerUpdate } from './optimizer.js';

/** The number of times that the rule was asked, in `calls`. */
function momentum(calls: { count: number }): GradientOptimizer {
  return elementwiseOptimizer({
    base: { lr: 0.1 },
    slots: { velocity: 0, square: 1 },
    hyper: (_step, { lr }) => ({ lr }),
    update: (parameter, gradient, { velocity, square }, { lr }) => {
      calls.count++;
      const next = tf.add(tf.mul(0.9, velocity), gradient);
      const kept = tf.add(tf.mul(0.5, square), tf.square(gradient));
      return { parameter: tf.sub(parameter, tf.div(tf.mul(lr, next), tf.sqrt(kept))), velocity: next, square: kept };
    },
  });
}

const shapes: Readonly<Record<string, number[]>> = { kernel: [2, 3], bias: [3], scale: [] };
const numbers = (salt: number, prefix = '', names = Object.keys(shapes)): Record<string, tf.Tensor> =>
  Object.fromEntries(names.map((name) => [prefix + name, tf.randomUniform(shapes[name]!, 0.1, 1, 'float32', salt++)]));

function update(optimizer: GradientOptimizer, names = Object.keys(shapes)): OptimizerUpdate {
  const slots = { ...numbers(10, 'velocity/', names), ...numbers(20, 'square/', names) };
  return optimizer.update(numbers(30, '', names), numbers(40, '', names), slots, { lr: tf.scalar(0.1) });
}

async function values({ parameters, slots }: OptimizerUpdate): Promise<Record<string, unknown>> {
  const all = Object.entries({ ...parameters, ...slots });
  return Object.fromEntries(
    await Promise.all(all.map(async ([name, tensor]) => [name, await tensor.array()] as const)),
  );
}

describe('elementwiseOptimizer', () => {
  it('applies the rule to each parameter where kernels run one by one', async () => {
    const calls = { count: 0 };
    const result = update(momentum(calls));
    expect(calls.count).toBe(3);
    expect(Object.keys(result.parameters)).toEqual(['kernel', 'bias', 'scale']);
    expect(Object.keys(result.slots).sort()).toEqual(
      ['velocity', 'square'].flatMap((slot) => Object.keys(shapes).map((name) => `${slot}/${name}`)).sort(),
    );
    const before = numbers(30);
    const [gradient, velocity] = [numbers(40)['scale']!, numbers(10, 'velocity/')['velocity/scale']!];
    const [g, v, p] = await Promise.all([gradient, velocity, before['scale']!].map(async (t) => (await t.data())[0]!));
    const kept = 0.5 * (await numbers(20, 'square/')['square/scale']!.data())[0]! + g! ** 2;
    const expected = p! - (0.1 * (0.9 * v! + g!)) / Math.sqrt(kept);
    expect((await result.parameters['scale']!.data())[0]).toBeCloseTo(expected, 6);
  });

  it('applies it once to all parameters joined where an engine traces, with the same numbers', async () => {
    const [calls, seen] = [{ count: 0 }, [] as unknown[]];
    const joined = withCompositeInterceptor(
      ({ name }, inputs, attributes) => {
        seen.push([name, inputs.map(({ size }) => size), attributes['group']]);
        return undefined;
      },
      () => update(momentum(calls)),
    );
    expect(calls.count).toBe(1);
    const group = 'kernel bias scale';
    expect(seen).toEqual([
      ...Array.from({ length: 4 }, () => ['pack', [6, 3, 1], group]),
      ...Array.from({ length: 3 }, () => ['unpack', [10], group]),
    ]);
    expect(await values(joined)).toEqual(await values(update(momentum({ count: 0 }))));
  });

  it('may start slots at the parameter, and use another value than the one that is trained', async () => {
    const average = elementwiseOptimizer({
      base: { lr: 0.5 },
      slots: { mean: 'parameter' },
      hyper: (_step, { lr }) => ({ lr }),
      update: (parameter, gradient, { mean }, { lr }) => {
        const next = tf.sub(parameter, tf.mul(lr, gradient));
        return { parameter: next, mean: tf.mul(0.5, tf.add(mean, next)) };
      },
      evaluationParameter: (_parameter, { mean }) => mean,
    });
    const entry = { name: 'w', shape: [2], dtype: 'float32', trainable: true, value: ndArray([8, 4]) } as const;
    const [slot] = average.init([entry]);
    expect(slot).toEqual({ ...entry, name: 'mean/w', trainable: false });
    const given = { w: tf.tensor1d([8, 4]) };
    const updated = average.update(given, { w: tf.tensor1d([8, 8]) }, { 'mean/w': given.w }, { lr: tf.scalar(0.5) });
    const used = average.evaluationParameters!(updated.parameters, updated.slots);
    expect(await updated.parameters['w']!.array()).toEqual([4, 0]);
    expect(await used['w']!.array()).toEqual([6, 2]);
  });

  it('joins nothing where there is one parameter', () => {
    const seen: string[] = [];
    withCompositeInterceptor(
      ({ name }) => {
        seen.push(name);
        return undefined;
      },
      () => update(momentum({ count: 0 }), ['kernel']),
    );
    expect(seen).toEqual([]);
  });

  it('keeps no tensors but the new ones, either way', () => {
    for (const wrap of [(run: () => OptimizerUpdate) => run(), joinedRun]) {
      tf.tidy(() => {
        const optimizer = momentum({ count: 0 });
        const operands = [numbers(1), numbers(2), { ...numbers(3, 'velocity/'), ...numbers(4, 'square/') }] as const;
        const hyper = { lr: tf.scalar(0.1) };
        const before = tf.memory().numTensors;
        wrap(() => optimizer.update(...operands, hyper));
        expect(tf.memory().numTensors).toBe(before + 9);
      });
    }
  });
});

function joinedRun(run: () => OptimizerUpdate): OptimizerUpdate {
  return withCompositeInterceptor(() => undefined, run);
}
