import { ndArray, type LossGradients, type Optimizer, type StateEntry, type Tensors } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** What came of some updates of ½ Σ c x². */
export interface Descent {
  readonly parameters: Readonly<Record<string, readonly number[]>>;
  readonly slots: Readonly<Record<string, readonly number[]>>;
  /** What is used, where it is not the parameters. */
  readonly used?: Readonly<Record<string, readonly number[]>>;
  /** How often the loss was evaluated again in each update. */
  readonly evaluations: readonly number[];
}

/** Updates from some parameters, flat arrays by name, by the gradients of ½ Σ c x², where c is 1, 2, 3, … within each parameter. */
export function descend(
  optimizer: Optimizer,
  start: Readonly<Record<string, readonly number[]>>,
  steps: number,
  shapes: Readonly<Record<string, number[]>> = {},
): Descent {
  const entries = Object.entries(start).map(([name, values]): StateEntry => {
    const shape = shapes[name] ?? [values.length];
    return { name, shape, dtype: 'float32', trainable: true, value: ndArray(Float32Array.from(values), { shape }) };
  });
  const slots = optimizer.init(entries);
  const tensorsOf = (list: readonly StateEntry[]): Tensors =>
    Object.fromEntries(list.map(({ name, shape, value }) => [name, tf.tensor(value.data as Float32Array, [...shape])]));
  const read = (tensors: Tensors): Record<string, number[]> =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, Array.from(tensor.dataSync())]));
  return tf.tidy(() => {
    let state = { parameters: tensorsOf(entries), slots: tensorsOf(slots) };
    const evaluations = Array.from({ length: steps }, (_, step) => {
      let count = 0;
      const gradientsAt = (at: Tensors): LossGradients => {
        count++;
        const gradients = Object.fromEntries(
          Object.entries(at).map(([name, x]) => [name, tf.mul(tf.reshape(tf.range(1, x.size + 1), x.shape), x)]),
        );
        const terms = Object.entries(at).map(([name, x]) => tf.sum(tf.mul(0.5, tf.mul(gradients[name], x))));
        return { loss: tf.addN(terms) as tf.Scalar, gradients };
      };
      const { loss, gradients } = gradientsAt(state.parameters);
      const numbers = Object.entries(optimizer.hyper(step, optimizer.base));
      const hyper = Object.fromEntries(numbers.map(([name, value]) => [name, tf.scalar(value)]));
      state = optimizer.update(state.parameters, gradients, state.slots, hyper, { loss, gradientsAt });
      return count - 1;
    });
    const used = optimizer.evaluationParameters?.(state.parameters, state.slots);
    return {
      parameters: read(state.parameters),
      slots: read(state.slots),
      ...(used !== undefined && { used: read(used) }),
      evaluations,
    };
  });
}
