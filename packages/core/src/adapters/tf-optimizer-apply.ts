import * as tf from '@tensorflow/tfjs';

import type { OptimizerUpdate } from '../learning/optimizer.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';
import { amongStandIns, RATE_MARK, standIn } from './tf-optimizer-stand-ins.js';

/** What an optimizer of TensorFlow.js can do, as far as it is used. */
export interface TfOptimizer {
  applyGradients(gradients: { name: string; tensor: tf.Tensor }[]): void;
}

/** Makes a fresh optimizer with some learning rate. */
export type MakeOptimizer = (learningRate: number) => TfOptimizer;

/** State of an optimizer in one of its fields. */
export interface SlotPlan {
  /** The field. */
  readonly field: string;
  /** The first value, everywhere. */
  readonly first: number;
  /** Which shape: the weight's, or none. */
  readonly shape: 'weight' | 'scalar';
}

/** Where an optimizer keeps its state. */
export interface Slots {
  /** Lists with an entry for each weight. */
  readonly lists: readonly SlotPlan[];
  /** Variables that count for all weights. */
  readonly singles: readonly SlotPlan[];
}

/** One update, from tensors by name to tensors by name. Slots are named `<field>/<weight>`, or by the field alone. */
export function applyOnce(
  make: MakeOptimizer,
  { lists, singles }: Slots,
  { parameters, gradients, slots }: OptimizerUpdate & { readonly gradients: Tensors },
  rate: tf.Scalar | number,
): { parameters: Record<string, tf.Tensor>; slots: Record<string, tf.Tensor> } {
  return tf.tidy(() => {
    const variables = mapRecord(parameters, standIn);
    const kept = mapRecord(slots, standIn);
    const names = Object.keys(parameters);
    const isNumber = typeof rate === 'number';
    try {
      amongStandIns({ variables, rate: isNumber ? undefined : rate }, () => {
        const optimizer = make(isNumber ? rate : RATE_MARK) as TfOptimizer & Record<string, unknown>;
        for (const { field } of singles) optimizer[field] = kept[field]!.variable;
        for (const { field } of lists) {
          optimizer[field] = names.map((name) => ({
            originalName: `${name}/${field}`,
            variable: kept[`${field}/${name}`]!.variable,
          }));
        }
        updateVariables(optimizer, Object.fromEntries(names.map((name) => [name, gradients[name]!])));
      });
    } finally {
      for (const one of [...Object.values(variables), ...Object.values(kept)]) one.release();
    }
    return { parameters: mapRecord(variables, (one) => one.value()), slots: mapRecord(kept, (one) => one.value()) };
  });
}

/**
 * Lets an optimizer update what is registered, and frees, if it was the `last` time, what it keeps in its fields beside
 * variables, as SGD does its rate.
 */
export function updateVariables(optimizer: TfOptimizer, gradients: Tensors, last = true): void {
  try {
    optimizer.applyGradients(Object.entries(gradients).map(([name, tensor]) => ({ name, tensor })));
  } finally {
    for (const field of last ? Object.values(optimizer) : []) {
      if (field instanceof tf.Tensor && !(field instanceof tf.Variable) && field.kept) field.dispose();
    }
  }
}

/** The same keys with other values. */
export function mapRecord<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
