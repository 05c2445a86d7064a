import { EagerEngine, ndArray, valueAndGradients, type Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { crossEntropy, mse, ntXent } from './components.js';

interface Subject {
  readonly name: string;
  readonly loss: Loss;
  readonly prediction: tf.TensorLike;
  readonly target: tf.TensorLike;
  readonly weight?: tf.TensorLike;
  /** Whether the target is differentiated too. */
  readonly both?: boolean;
}

const LOGITS = [
  [0.5, -1.25, 2],
  [1.5, 0.25, -0.75],
  [-2, 0.5, 1],
];
const SHARES = [
  [0.5, 0.25, 0.25],
  [0.125, 0.75, 0.125],
  [0.25, 0.5, 0.25],
];
const WEIGHT = [0.5, 2, 1];

const SUBJECTS: Subject[] = [
  { name: 'cross-entropy', loss: crossEntropy(), prediction: LOGITS, target: [2, 0, 1] },
  {
    name: 'cross-entropy with everything',
    loss: crossEntropy({ weight: [1, 0.5, 2], labelSmoothing: 0.25, ignoreIndex: 0 }),
    prediction: LOGITS,
    target: [2, 0, 1],
    weight: WEIGHT,
  },
  { name: 'cross-entropy of positions', loss: crossEntropy(), prediction: [LOGITS], target: [[2, 0, 1]], weight: [2] },
  {
    name: 'cross-entropy of probabilities',
    loss: crossEntropy({ weight: [1, 0.5, 2], labelSmoothing: 0.25, reduction: 'sum' }),
    prediction: LOGITS,
    target: SHARES,
    weight: WEIGHT,
    both: true,
  },
  { name: 'mse', loss: mse(), prediction: LOGITS, target: SHARES, both: true },
  { name: 'mse with weights', loss: mse({ reduction: 'sum' }), prediction: LOGITS, target: SHARES, weight: WEIGHT },
  { name: 'nt-xent', loss: ntXent({ temperature: 0.5 }), prediction: LOGITS, target: SHARES, both: true },
  {
    name: 'nt-xent of one side',
    loss: ntXent({ temperature: 0.5, symmetric: false, reduction: 'sum' }),
    prediction: LOGITS,
    target: SHARES,
    weight: WEIGHT,
    both: true,
  },
  {
    name: 'nt-xent of dot products',
    loss: ntXent({ similarity: 'dot', temperature: 2 }),
    prediction: LOGITS,
    target: SHARES,
    both: true,
  },
];

/** Central differences, in float32. */
const STEP = 1 / 64;
const TOLERANCE = 1e-3;

function differences(compute: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): number[] {
  const values = x.dataSync();
  const at = (index: number, shift: number): number =>
    compute(
      tf.tensor(
        values.map((value, other) => (other === index ? value + shift : value)),
        x.shape,
      ),
    ).dataSync()[0]!;
  return Array.from(values, (_, index) => (at(index, STEP) - at(index, -STEP)) / (2 * STEP));
}

function expectAgreement(received: tf.Tensor, expected: readonly number[]): void {
  const largest = Math.max(...expected.map(Math.abs));
  received.dataSync().forEach((number, index) => {
    expect(Math.abs(number - expected[index]!)).toBeLessThanOrEqual(TOLERANCE * Math.max(1, largest));
  });
}

// The package does not depend on it: it is the workspace that has it.
const WASM = '@tensorflow/tfjs-backend-wasm';
const { setWasmPaths } = (await import(WASM)) as { setWasmPaths(folder: string): void };
setWasmPaths(`${dirname(fileURLToPath(import.meta.resolve(WASM)))}/`);

describe.each(['cpu', 'wasm'])('gradients on %s', (backend) => {
  beforeAll(async () => {
    expect(await tf.setBackend(backend)).toBe(true);
  });
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  it.each(SUBJECTS.map((subject) => [subject.name, subject] as const))(
    '%s agrees with finite differences',
    (_, subject) => {
      const { loss, both = false } = subject;
      const [prediction, target] = [tf.tensor(subject.prediction), tf.tensor(subject.target)];
      const weight = subject.weight === undefined ? undefined : tf.tensor(subject.weight);
      const byPrediction = (x: tf.Tensor): tf.Tensor => loss(x, target, weight);
      expectAgreement(tf.grad(byPrediction)(prediction), differences(byPrediction, prediction));
      if (!both) return;
      const byTarget = (y: tf.Tensor): tf.Tensor => loss(prediction, y, weight);
      expectAgreement(tf.grad(byTarget)(target), differences(byTarget, target));
    },
  );

  it.each(SUBJECTS.map((subject) => [subject.name, subject] as const))(
    '%s is pure and leaks nothing',
    async (_, subject) => {
      const engine = new EagerEngine();
      await engine.setup({ seed: 0, purity: 'error' });
      const batch = {
        prediction: ndArray(subject.prediction as number[][]),
        target: ndArray(subject.target as number[]),
        ...(subject.weight !== undefined && { weight: ndArray(subject.weight as number[]) }),
      };
      const step = {
        name: 'step',
        stage: 'train' as const,
        training: true,
        run({ prediction, target, weight }: Record<string, unknown>) {
          const x = prediction as tf.Tensor;
          const compute = (): tf.Scalar =>
            subject.loss(x, target as tf.Tensor, weight as tf.Tensor | undefined) as tf.Scalar;
          const { value, gradients } = valueAndGradients(compute, [x]);
          return { scalars: { loss: value, gradient: tf.sum<tf.Scalar>(tf.abs(gradients[0]!)) } };
        },
      };
      const before = tf.memory().numTensors;
      for (let index = 0; index < 2; index++) {
        const { scalars } = engine.run(step, batch, { step: index });
        for (const value of Object.values(scalars)) {
          expect((await value.read()).data[0]).toBeGreaterThan(0);
          value.dispose();
        }
        const alone = subject.loss(
          ...(Object.values(batch).map(({ data, shape }) => tf.tensor(data as Float32Array, [...shape])) as [
            tf.Tensor,
            tf.Tensor,
          ]),
        );
        tf.dispose(alone);
      }
      expect(tf.memory().numTensors - before).toBe(2 * Object.keys(batch).length);
      engine.dispose();
    },
  );
});
