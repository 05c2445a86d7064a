import { InvalidArgumentError, type HostBatch } from '@lml/core';

import { readBlock, type BlockColumn } from '../shared/block.js';
import { CategoryGatherer, isMissing, placesIn, type Categories } from '../shared/categories.js';

/** What targets are. */
export type TargetType = 'binary' | 'multiclass' | 'continuous';

/** Targets as numbers. */
export interface TargetValues {
  /** What they are. */
  readonly type: TargetType;
  /** The classes; none of continuous targets. */
  readonly classes: Categories;
  /** The class of each sample by its place, or its number. */
  readonly values: Float64Array;
  /** What is averaged: whether a sample is of the second class, of each class, or the target itself. */
  readonly outputs: readonly Float64Array[];
}

/**
 * The targets of a batch.
 *
 * @throws `LML_INVALID_ARGUMENT` for other than one number or text a sample.
 */
function targetColumn(batch: HostBatch): BlockColumn {
  const { columns, form } = readBlock(batch, 'target');
  const [column] = columns;
  const isFlat = form.kind === 'scalar' || (form.kind === 'matrix' && form.shape.length === 2);
  if (isFlat && column !== undefined && columns.length === 1) return column;
  throw new InvalidArgumentError(
    "'target' of the batch",
    'one number or text a sample, as targetEncoder takes them',
    batch['target'],
  );
}

/** Gathers the targets of batches. */
export class TargetGatherer {
  private readonly parts: BlockColumn[] = [];
  private gatherer: CategoryGatherer | undefined;

  /** Takes those of a batch. */
  add(batch: HostBatch): number {
    const { name, values } = targetColumn(batch);
    this.gatherer ??= new CategoryGatherer([{ name, values }]);
    this.gatherer.add([{ name, values }]);
    this.parts.push({ name, values: values.slice() });
    return values.length;
  }

  /**
   * All of them, as what they are, or are found to be: texts, and whole numbers, are classes.
   *
   * @throws `LML_INVALID_ARGUMENT` for missing targets, for texts that are to be continuous, and for more than two classes that are to be two.
   */
  finish(asked: TargetType | 'auto'): TargetValues {
    const [classes = new Float64Array()] = this.gatherer?.finish() ?? [];
    if (classes.length > 0 && isMissing(classes[classes.length - 1]!))
      throw new InvalidArgumentError("'target'", 'there for each training sample', classes[classes.length - 1]);
    const isText = !(classes instanceof Float64Array);
    const isWhole = isText || classes.every(Number.isInteger);
    const type = asked !== 'auto' ? asked : !isWhole ? 'continuous' : classes.length <= 2 ? 'binary' : 'multiclass';
    if (type === 'continuous') {
      if (isText) throw new InvalidArgumentError("'target'", "numbers, as targetType is 'continuous'", classes[0]);
      const values = Float64Array.from(this.parts.flatMap((part) => Array.from(part.values as Float64Array)));
      return { type, classes: new Float64Array(), values, outputs: [values] };
    }
    if (type === 'binary' && classes.length > 2)
      throw new InvalidArgumentError("'target'", "of two classes, as targetType is 'binary'", classes.length);
    const values = Float64Array.from(this.parts.flatMap((part) => Array.from(placesIn(classes, part))));
    const outputs =
      type === 'binary'
        ? [values]
        : Array.from({ length: classes.length }, (_, at) => values.map((own) => (own === at ? 1 : 0)));
    return { type, classes, values, outputs };
  }
}
