import {
  InvalidArgumentError,
  isNdArray,
  NotFittedError,
  stack,
  type BatchContext,
  type FitContext,
  type HostBatch,
  type HostValue,
  type NdArray,
  type Sample,
  type TensorTree,
  type Transform,
  type TransformState,
} from '@lml/core';
import { after } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { readBlock, writeBlock, type Block, type BlockColumn } from './block.js';
import type { FeatureSettings } from './feature-options.js';
import { chosen, known, replaced } from './select-columns.js';
import { textsOfArray, textsToArray } from './state.js';

/** An array of floats. */
export type FloatArray = NdArray<'float32' | 'float64'>;

/** What a transform is doing where it is applied. */
export interface FeatureContext extends BatchContext {
  /** The whole batch. */
  readonly batch: HostBatch;
}

/** Gathers what a transform learns, batch by batch. */
export interface Learning<Learnt> {
  /** Takes the selected features of a batch, whose arrays the next batch fills anew. */
  add(columns: readonly BlockColumn[], context: Pick<FeatureContext, 'batch'>): void;
  /** What was learnt of all batches; `rows` were seen. */
  finish(rows: number): Learnt;
}

/** What tells a transform of features apart from the others. */
export interface FeatureTransform<Learnt> {
  /** Its name in code, for messages. */
  readonly name: string;
  readonly settings: FeatureSettings;
  /** Begins to learn of features. */
  learn(columns: readonly BlockColumn[], context?: FitContext): Learning<Learnt>;
  /** What was learnt, as arrays. */
  write(learnt: Learnt): TransformState;
  /** What was learnt, from arrays; of so many features. */
  read(state: TransformState, features: number): Learnt;
  /** The changed features: as many as there were, or any number in their place. They are named. */
  apply(columns: readonly BlockColumn[], learnt: Learnt, context: FeatureContext): readonly BlockColumn[];
  /**
   * The same of an array [samples, …, features] of floats whose features are all those that were learnt from: what changes each number by
   * itself need not take columns out of rows. Default: by `apply`.
   */
  applyArray?(array: FloatArray, learnt: Learnt): FloatArray;
  /** Undoes the change of predictions, whose last axis is that of features. In TensorFlow.js ops. */
  invert?(prediction: tf.Tensor, learnt: Learnt): tf.Tensor;
}

/** Where the names of features stand in a state. */
const FEATURES = 'features';

/** A transform of features that learns from training data. */
export function featureTransform<Learnt>(definition: FeatureTransform<Learnt>): Transform {
  const { name, settings } = definition;
  const { on = 'input' } = settings;
  let learnt: { readonly what: Learnt; readonly features: readonly string[] } | undefined;
  const needed = (): NonNullable<typeof learnt> => {
    if (learnt !== undefined) return learnt;
    throw new NotFittedError(`${name} has learnt nothing yet. Train first, or load a checkpoint: project.load(path).`);
  };
  const change = (batch: HostBatch, context: BatchContext): HostBatch => {
    const { what, features } = needed();
    // Samples to predict have no targets.
    if (on === 'target' && batch['target'] === undefined) return batch;
    const part = batch[on];
    if (definition.applyArray !== undefined && isOfFeatures(part, features.length, settings))
      return { ...batch, [on]: definition.applyArray(part, what) };
    const block = readBlock(batch, on);
    const selection = known(block, features, settings);
    const made = definition.apply(selection.columns, what, { ...context, batch });
    return writeBlock(batch, on, replaced(block, selection, made), block.form);
  };
  return {
    prefersBatches: true,
    applyBatch: change,
    apply: (sample, { index, ...context }) =>
      bySample(sample, on, (batch) => change(batch, { ...context, ...(index !== undefined && { indices: [index] }) })),
    async fitBatches(batches, context) {
      let learning: Learning<Learnt> | undefined;
      let features: readonly string[] = [];
      let rows = 0;
      // So that what is large is not allocated, and thrown away, for every batch.
      const space = {};
      for await (const batch of batches) {
        const block = readBlock(batch, on, space);
        const { columns } = learning === undefined ? chosen(block, settings) : known(block, features, settings);
        learning ??= definition.learn(columns, context);
        features = columns.map((column) => column.name);
        learning.add(columns, { batch });
        rows += block.rows;
      }
      if (learning === undefined) throw new NotFittedError(`${name} has no sample to learn from.`);
      learnt = { what: learning.finish(rows), features };
    },
    state: () => learnt && { [FEATURES]: textsToArray(learnt.features), ...definition.write(learnt.what) },
    load({ [FEATURES]: names, ...state }) {
      const features = textsOfArray(names!);
      learnt = { what: definition.read(state, features.length), features };
    },
    ...(definition.invert !== undefined &&
      on === 'target' && {
        invert: (prediction: TensorTree) => definition.invert!(soleTensor(prediction, name), needed().what),
      }),
  };
}

/** Whether a part of a batch is an array of floats with so many features, all of which are changed. */
function isOfFeatures(part: HostValue | undefined, features: number, { columns }: FeatureSettings): part is FloatArray {
  if (columns !== undefined || part === undefined || !isNdArray(part) || part.shape.length < 2) return false;
  return (part.dtype === 'float32' || part.dtype === 'float64') && part.shape.at(-1) === features;
}

/** What tells a transform of features apart that learns nothing. */
export interface PlainFeatureTransform extends Pick<FeatureTransform<undefined>, 'settings' | 'name'> {
  /** The changed features: as many as there were, or any number in their place. They are named. */
  apply(columns: readonly BlockColumn[], context: FeatureContext, block: Block): readonly BlockColumn[];
}

/** A transform of features that learns nothing. */
export function plainFeatureTransform({ settings, apply }: PlainFeatureTransform): Transform {
  const { on = 'input' } = settings;
  const change = (batch: HostBatch, context: BatchContext): HostBatch => {
    if (on === 'target' && batch['target'] === undefined) return batch;
    const block = readBlock(batch, on);
    const selection = chosen(block, settings);
    const made = apply(selection.columns, { ...context, batch }, block);
    return writeBlock(batch, on, replaced(block, selection, made), block.form);
  };
  return {
    prefersBatches: true,
    applyBatch: change,
    apply: (sample, { index, ...context }) =>
      bySample(sample, on, (batch) => change(batch, { ...context, ...(index !== undefined && { indices: [index] }) })),
  };
}

/** Changes a part of a sample as a batch of it alone. */
export function bySample(
  sample: Sample,
  part: string,
  change: (batch: HostBatch) => HostBatch | Promise<HostBatch>,
): Sample | Promise<Sample> {
  const { metadata: _, ...rest } = sample;
  const made = change(stack()([rest]));
  const withPart = ({ [part]: changed }: HostBatch): Sample =>
    changed === undefined ? sample : { ...sample, [part]: soleSample(changed) };
  return after(made, withPart);
}

/** The value of the only sample of a batch. */
function soleSample(value: HostValue): unknown {
  if (Array.isArray(value)) return value[0] as unknown;
  if ('dtype' in value && 'shape' in value) return { ...value, shape: (value.shape as readonly number[]).slice(1) };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, soleSample(part as HostValue)]));
}

/** The numbers of a feature. */
export function numbersOf({ name, values }: BlockColumn, transform: string): Float64Array {
  if (values instanceof Float64Array) return values;
  throw new InvalidArgumentError(
    `The feature '${name}'`,
    `numbers, as ${transform} takes them`,
    values.find((text) => text !== ''),
    'Make numbers of texts by oneHotEncoder or ordinalEncoder; columns() changes some features in one way and others in another.',
  );
}

function soleTensor(prediction: TensorTree, name: string): tf.Tensor {
  if (prediction instanceof tf.Tensor) return prediction;
  throw new InvalidArgumentError(`What ${name} is to undo`, 'one array of predictions', prediction);
}
