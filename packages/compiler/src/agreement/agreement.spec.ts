import type { Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { onnx } from '../engines/onnx.js';
import { distance, normal } from './agreement.fixture.js';
import { expectAgreement } from './describe.fixture.js';
import { inDouble } from './double.fixture.js';
import { compiledOnly, trainEagerly, trainOnEngine } from './engines.fixture.js';
import { alone, stack } from './layers/build.fixture.js';

const dense = alone([4], () => tf.layers.dense({ units: 3, activation: 'tanh' }));
const other = { ...dense, reference: stack([4], () => tf.layers.dense({ units: 3, activation: 'sigmoid' })) };

const create = () => onnx({ threads: 1 });

describe('The comparison of engines', () => {
  it('passes where both compute the same', async () => {
    expectAgreement(await trainOnEngine(create, dense, 2), await trainEagerly(dense, 2));
  });

  it('finds another activation', async () => {
    const [compiled, eager] = [await trainOnEngine(create, other, 2), await trainEagerly(other, 2)];
    expect(() => expectAgreement(compiled, eager)).toThrow();
  });

  it('finds a weight of which the fourth digit is off', async () => {
    const eager = await trainEagerly(dense, 2);
    const { 'dense_0/kernel': kernel, ...rest } = eager.state;
    const data = Float32Array.from(kernel!.data as Float32Array, (value) => value * 1.0005);
    const moved = { ...eager, state: { ...rest, 'dense_0/kernel': { ...kernel!, data } } };
    expect(() => expectAgreement(moved as typeof eager, eager)).toThrow();
  });

  it('finds a step that does not get compiled', async () => {
    const engine = onnx({ threads: 1 });
    await engine.setup({ seed: 0 });
    const variable = tf.variable(tf.scalar(2));
    const step: Step = { name: 'outside', stage: 'train', training: true, run: () => ({ scalars: { twice: tf.mul(variable, 2) } }) }; // prettier-ignore
    const run = async (): Promise<void> => (await engine.run(step, {}, { step: 0 })).scalars['twice']!.dispose();
    await expect(compiledOnly(engine, run)).rejects.toThrow('not declared state');
    engine.dispose();
    variable.dispose();
  });
});

describe('Double precision', () => {
  it('computes with more digits than the cpu backend has, and leaves it as it was', async () => {
    await tf.setBackend('cpu');
    const sum = async (): Promise<number> => {
      const tensor = tf.tidy(() => tf.add(tf.add(tf.scalar(1), tf.scalar(2 ** -40)), 0));
      return (await tensor.data())[0]!;
    };
    expect(await sum()).toBe(1);
    expect(await inDouble(sum)).toBe(1 + 2 ** -40);
    expect(await sum()).toBe(1);
    expect(tf.tensor1d([1]).dataSync()).toBeInstanceOf(Float32Array);
  });

  it('gives the loss of a model to more digits', async () => {
    const [single, double] = [await trainEagerly(dense, 1), await inDouble(() => trainEagerly(dense, 1))];
    expect(Math.fround(double.losses[0]!)).not.toBe(double.losses[0]);
    expect(distance(single.gradients, double.gradients)).toBeLessThan(1e-6);
  });
});

it('The distance of two sets of numbers is that of their difference to the size of the second', () => {
  const [a, b] = [normal(1, [3]), normal(2, [2, 2])];
  const twice = { ...b, data: Float32Array.from(b.data as Float32Array, (value) => 2 * value) };
  const size = (data: ArrayLike<number>): number => Array.from(data).reduce((sum, value) => sum + value ** 2, 0);
  const [ofA, ofB] = [size(a.data as Float32Array), size(b.data as Float32Array)];
  expect(distance({ a, b: twice }, { a, b })).toBeCloseTo(Math.sqrt(ofB / (ofA + ofB)), 6);
});
