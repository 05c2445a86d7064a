import {
  contextWithin,
  InvalidArgumentError,
  NotFittedError,
  batchSizeOf,
  type BatchContext,
  type HostBatch,
  type Transform,
  type TransformState,
} from '@lml/core';
import { after } from '@lml/core/engine';

import { readBlock, writeBlock, type Block, type BlockColumn } from '../shared/block.js';
import { bySample } from '../shared/feature-transform.js';
import { known } from '../shared/select-columns.js';
import { textsOfArray, textsToArray } from '../shared/state.js';

/** Some features, and what changes them. */
export interface ColumnPart {
  readonly name: string;
  /** Which features; none are named where it takes all of a type that no other part names. */
  readonly columns: readonly string[] | 'numbers' | 'texts';
  readonly transforms: readonly Transform[];
}

/** How the changed features are given. */
export interface ColumnTransformSettings {
  readonly parts: readonly ColumnPart[];
  readonly remainder: 'drop' | 'passthrough';
  readonly as: 'matrix' | 'columns' | 'parts';
}

/** The part of what nothing is said of. */
const REMAINDER = 'remainder';

/** Where the features of the parts stand in a state. */
const PARTS = 'parts';

/** A transform that changes some features in one way, and others in another, each by a chain of transforms of its own. */
export function columnTransform(settings: ColumnTransformSettings): Transform {
  const parts: readonly ColumnPart[] =
    settings.remainder === 'drop'
      ? settings.parts
      : [...settings.parts, { name: REMAINDER, columns: [], transforms: [] }];
  for (const part of parts) part.transforms.forEach((transform, at) => checkInner(transform, part.name, at));
  let learnt: readonly (readonly string[])[] | undefined;

  const partOf = (batch: HostBatch, block: Block, features: readonly string[]): HostBatch => {
    const { columns } = known(block, features, { columns: features });
    return writeBlock(batch, 'input', columns, { kind: 'record' });
  };
  const changed = (batch: HostBatch, context: BatchContext): HostBatch | Promise<HostBatch> => {
    if (learnt === undefined)
      throw new NotFittedError(
        'columns has learnt nothing yet. Train first, or load a checkpoint: project.load(path).',
      );
    const block = readTable(batch);
    const made = learnt.map((features, at) => {
      if (features.length === 0) return [];
      const { name, transforms } = parts[at]!;
      const result = chained(transforms, partOf(batch, block, features), context, name);
      return after(result, columnsOf);
    });
    const joined = (results: readonly (readonly BlockColumn[])[]): HostBatch =>
      assembled(batch, block, results, parts, settings);
    const isWaiting = made.some((result) => result instanceof Promise);
    return isWaiting
      ? Promise.all(made as Promise<readonly BlockColumn[]>[]).then(joined)
      : joined(made as (readonly BlockColumn[])[]);
  };
  return {
    prefersBatches: true,
    applyBatch: changed,
    apply: (sample, { index, ...context }) =>
      bySample(sample, 'input', (batch) =>
        changed(batch, { ...context, ...(index !== undefined && { indices: [index] }) }),
      ),
    async fitBatches(batches, fitting) {
      const features = await assigned(parts, batches);
      for (const [at, { name, transforms }] of parts.entries()) {
        if (features[at]!.length === 0) continue;
        for (const [place, transform] of transforms.entries()) {
          if (transform.fitBatches === undefined) continue;
          await transform.fitBatches(
            {
              async *[Symbol.asyncIterator]() {
                let next = 0;
                for await (const batch of batches) {
                  const own = partOf(batch, readTable(batch), features[at]!);
                  const size = batchSizeOf(batch);
                  const indices = Int32Array.from({ length: size }, (_, row) => next + row);
                  next += size;
                  const context = fitting?.isStream === true ? fitContext : { ...fitContext, indices };
                  yield await chained(transforms.slice(0, place), own, context, name);
                }
              },
            },
            fitting,
          );
        }
      }
      learnt = features;
    },
    state() {
      if (learnt === undefined) return undefined;
      const inner = parts.flatMap(({ name, transforms }) =>
        transforms.flatMap((transform, at) =>
          Object.entries(transform.state?.() ?? {}).map(([key, array]) => [`${name}/${at}/${key}`, array] as const),
        ),
      );
      return {
        [PARTS]: textsToArray(learnt.map((features) => JSON.stringify(features))),
        ...Object.fromEntries(inner),
      };
    },
    load(state) {
      learnt = textsOfArray(state[PARTS]!).map((features) => JSON.parse(features) as string[]);
      for (const { name, transforms } of parts)
        transforms.forEach((transform, at) => {
          const own = below(state, `${name}/${at}/`);
          if (Object.keys(own).length > 0) transform.load?.(own);
        });
    },
  };
}

/** Transforms draw nothing while others are fitted to what they give: those that draw belong to training. */
const fitContext: BatchContext = {
  epoch: 0,
  stage: 'train',
  random(stream) {
    throw new InvalidArgumentError('columns', 'of transforms that draw no random numbers', stream);
  },
};

function chained(
  transforms: readonly Transform[],
  batch: HostBatch,
  context: BatchContext,
  part: string,
): HostBatch | Promise<HostBatch> {
  return transforms.reduce<HostBatch | Promise<HostBatch>>((current, transform, at) => {
    const change = (value: HostBatch): HostBatch | Promise<HostBatch> =>
      transform.applyBatch!(value, contextWithin(context, `${part}/${at}`));
    return after(current, change);
  }, batch);
}

/** The features of samples, of which each has one value. */
function readTable(batch: HostBatch): Block {
  const block = readBlock(batch, 'input');
  if (block.form.kind !== 'matrix' || block.form.shape.length === 2) return block;
  throw new InvalidArgumentError('The input of columns', 'rows of features, [samples, features]', batch['input']);
}

function columnsOf(batch: HostBatch): readonly BlockColumn[] {
  return readBlock(batch, 'input').columns;
}

/** The features of each part: those that it names, or else all of its type that no other part names. */
async function assigned(
  parts: readonly ColumnPart[],
  batches: AsyncIterable<HostBatch>,
): Promise<readonly (readonly string[])[]> {
  for await (const batch of batches) {
    const block = readTable(batch);
    const named = new Set(parts.flatMap(({ columns }) => (typeof columns === 'string' ? [] : columns)));
    const free = block.columns.filter(({ name }) => !named.has(name));
    const byType = (isNumber: boolean): string[] =>
      free.filter(({ values }) => values instanceof Float64Array === isNumber).map(({ name }) => name);
    const takes = (type: 'numbers' | 'texts'): boolean => parts.some(({ columns }) => columns === type);
    return parts.map(({ name, columns }): readonly string[] => {
      if (columns === 'numbers' || columns === 'texts') return byType(columns === 'numbers');
      if (name === REMAINDER && columns.length === 0)
        return [...(takes('numbers') ? [] : byType(true)), ...(takes('texts') ? [] : byType(false))];
      return known(block, columns, { columns }).columns.map((column) => column.name);
    });
  }
  throw new NotFittedError('columns has no sample to learn from.');
}

/** The changed features of all parts, as they are to be given. */
function assembled(
  batch: HostBatch,
  { rows }: Block,
  results: readonly (readonly BlockColumn[])[],
  parts: readonly ColumnPart[],
  { as }: ColumnTransformSettings,
): HostBatch {
  const matrix = (columns: readonly BlockColumn[]): HostBatch =>
    writeBlock(batch, 'input', columns, { kind: 'matrix', shape: [rows, columns.length], dtype: 'float64' });
  if (as === 'parts') {
    const given = results.flatMap((columns, at) =>
      columns.length === 0 ? [] : [[parts[at]!.name, matrix(columns)['input']!] as const],
    );
    return { ...batch, input: Object.fromEntries(given) };
  }
  const all = results.flat();
  if (all.length === 0)
    throw new InvalidArgumentError(
      'columns',
      'given a part for some of the features',
      parts.map(({ name }) => name),
      "numeric takes features of numbers, categorical those of texts; or keep the others: remainder: 'passthrough'.",
    );
  if (as === 'matrix') return matrix(all);
  const names = all.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    throw new InvalidArgumentError(
      'columns',
      'parts whose features have different names',
      twice,
      "Give them as: 'parts'.",
    );
  return writeBlock(batch, 'input', all, { kind: 'record' });
}

function below(state: TransformState, prefix: string): TransformState {
  const entries = Object.entries(state).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(entries.map(([name, array]) => [name.slice(prefix.length), array]));
}

function checkInner({ applyBatch, fit, fitBatches }: Transform, part: string, at: number): void {
  if (applyBatch !== undefined && (fit === undefined || fitBatches !== undefined)) return;
  throw new InvalidArgumentError(
    `${part}.${at}`,
    'a transform of batches, with applyBatch, and fitBatches where it learns',
    'one of single samples',
    'Let it stand before or after columns().',
  );
}
