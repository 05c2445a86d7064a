import {
  defineComponent,
  InvalidArgumentError,
  NotFittedError,
  type HostBatch,
  type NdArray,
  type Transform,
} from '@lml/core';
import { z } from 'zod';

import { readBlock, type Block, type BlockColumn } from '../shared/block.js';
import { CategoryGatherer, isMissing, labelsOf, placesIn, type Categories } from '../shared/categories.js';
import { bySample } from '../shared/feature-transform.js';
import { chosen } from '../shared/select-columns.js';
import { listsOfState, listsToState, textsOfArray, textsToArray } from '../shared/state.js';
import { unknownCategory } from './learn-categories.js';

const shape = {
  /** Which entries of a target that is a record are numbered, by name. Default: all. */
  columns: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('Which entries of a target that is a record are numbered, by name. Default: all.'),
};

/** Options of {@link labelEncoder}. */
export interface LabelEncoderOptions extends z.input<z.ZodObject<typeof shape>> {}

/** The classes of each target. */
interface Classes {
  readonly names: readonly string[];
  readonly classes: readonly Categories[];
}

/**
 * Numbers classes: targets that are texts, or numbers of any kind, become the place of their class among those of the training data, which
 * are sorted. The names of the classes are then those of the data, `data.classNames`, and predictors give them; they are in each checkpoint.
 * Where datasets name classes themselves, theirs stay, and where several targets are numbered, none are named. Samples to predict have no
 * target and are left as they are.
 *
 * @throws `LML_INVALID_ARGUMENT` for a class that was not learnt, for missing targets, and for targets of several values; `LML_NOT_FITTED`
 * before it has learnt.
 *
 * @see scikit-learn's `LabelEncoder`.
 *
 * @example
 * ```ts
 * import { DataModule, type Dataset } from '@lml/core';
 * import { labelEncoder } from '@lml/transforms';
 *
 * const targets = ['dog', 'cat', 'dog'];
 * const dataset: Dataset = { open() {}, length: 3, get: (index) => ({ input: index, target: targets[index] }) };
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [labelEncoder()] } });
 * await data.setup(); // a project does this
 * data.classNames; // => ['cat', 'dog']
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['target']; // => { dtype: 'int32', shape: [3], data: Int32Array.of(1, 0, 1) }
 * }
 * ```
 */
export const labelEncoder = defineComponent({
  kind: 'transform',
  name: 'label-encoder',
  summary: 'Numbers the classes of targets, and names them.',
  schema: z.strictObject(shape),
  examples: [{}],
  create({ columns }): Transform {
    let learnt: Classes | undefined;
    const change = (batch: HostBatch): HostBatch => {
      if (learnt === undefined)
        throw new NotFittedError(
          'labelEncoder has learnt nothing yet. Train first, or load a checkpoint: project.load(path).',
        );
      // Samples to predict have no targets.
      if (batch['target'] === undefined) return batch;
      const { names, classes } = learnt;
      const targets = targetsOf(batch, names).columns;
      const numbers = targets.map((column, at) => numbered(column, classes[at]!));
      const { target } = batch;
      const isRecord = readBlock(batch, 'target').form.kind === 'record';
      const entries = numbers.map((array, at) => [names[at]!, array] as const);
      return {
        ...batch,
        target: isRecord ? { ...(target as HostBatch), ...Object.fromEntries(entries) } : numbers[0]!,
      };
    };
    return {
      applyBatch: change,
      apply: (sample) => (sample['target'] === undefined ? sample : bySample(sample, 'target', change)),
      async fitBatches(batches) {
        let gatherer: CategoryGatherer | undefined;
        let names: readonly string[] = [];
        for await (const batch of batches) {
          const targets = targetsOf(batch, gatherer === undefined ? columns : names);
          names = targets.columns.map(({ name }) => name);
          gatherer ??= new CategoryGatherer(targets.columns);
          gatherer.add(targets.columns);
        }
        if (gatherer === undefined) throw new NotFittedError('labelEncoder has no sample to learn from.');
        const classes = gatherer.finish();
        classes.forEach((own, at) => checkComplete(own, names[at]!));
        learnt = { names, classes };
      },
      state: () => learnt && { names: textsToArray(learnt.names), ...listsToState('classes', learnt.classes) },
      load({ names, ...state }) {
        const targets = textsOfArray(names!);
        learnt = { names: targets, classes: listsOfState(state, 'classes', targets.length) };
      },
      get classNames() {
        return learnt?.classes.length === 1 ? labelsOf(learnt.classes[0]!) : undefined;
      },
    };
  },
});

/** The targets that are numbered: the only one, or those of a record. */
function targetsOf(batch: HostBatch, names: readonly string[] | undefined): Pick<Block, 'columns'> {
  const block = readBlock(batch, 'target');
  const { form, columns } = block;
  if (form.kind === 'record') {
    const selected = chosen(block, { columns: names }).columns;
    const divided = selected.find(({ name }) => !(name in (batch['target'] as HostBatch)));
    if (divided === undefined) return { columns: selected };
    throw severalValues(batch);
  }
  if (form.kind === 'scalar' || (form.shape.length === 2 && columns.length === 1)) return { columns };
  throw severalValues(batch);
}

function severalValues(batch: HostBatch): InvalidArgumentError {
  return new InvalidArgumentError(
    "'target' of the batch",
    'one text or number a sample, or a record of such',
    batch['target'],
  );
}

function numbered({ name, values }: BlockColumn, classes: Categories): NdArray<'int32'> {
  const data = placesIn(classes, { name, values });
  const row = data.indexOf(-1);
  if (row < 0) return { dtype: 'int32', shape: [data.length], data };
  const remedy = 'Targets are numbered by the classes of the training data: let these have samples of each.';
  throw unknownCategory(nameOf(name), classes, values[row], remedy);
}

/** @throws `LML_INVALID_ARGUMENT` where some targets are missing. */
function checkComplete(classes: Categories, name: string): void {
  const last = classes[classes.length - 1];
  if (last === undefined || !isMissing(last)) return;
  throw new InvalidArgumentError(
    nameOf(name),
    'a class for each sample',
    last,
    'Leave out samples without one: the dataset filter does so.',
  );
}

function nameOf(name: string): string {
  return name === '0' ? "'target'" : `'target.${name}'`;
}
