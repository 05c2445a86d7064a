import { InvalidArgumentError, isNdArray, type HostValue, type NdArray } from '@lml/core';

/** The classes of samples. */
export interface SampleClasses {
  /** The class of each sample, numbered in the order in which classes first come. */
  readonly codes: Int32Array;
  /** How many samples each class has. */
  readonly counts: readonly number[];
}

/**
 * The classes of samples by a column: one number, truth value or text a sample.
 *
 * @throws `LML_INVALID_ARGUMENT` for a column of anything else, rows of scores say.
 */
export function classesOf(name: string, values: HostValue): SampleClasses {
  const labels = labelsOf(values);
  if (labels === undefined) {
    const remedy =
      isNdArray(values) && values.shape.length > 1 ? 'Rows of scores have no class; give class indices.' : '';
    throw new InvalidArgumentError(`'${name}'`, 'one class a sample, a number or a text', values, remedy);
  }
  const known = new Map<unknown, number>();
  const counts: number[] = [];
  const codes = new Int32Array(labels.length);
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at];
    let code = known.get(label);
    if (code === undefined) known.set(label, (code = counts.push(0) - 1));
    codes[at] = code;
    counts[code]! += 1;
  }
  return { codes, counts };
}

function labelsOf(values: HostValue): ArrayLike<unknown> | undefined {
  if (isNdArray(values)) return isColumn(values) ? values.data : undefined;
  if (!Array.isArray(values)) return undefined;
  const labels = (values as readonly unknown[]).map((value) =>
    isNdArray(value) && value.data.length === 1 && value.shape.length <= 1 ? value.data[0] : value,
  );
  return labels.every((label) => ['number', 'bigint', 'string', 'boolean'].includes(typeof label)) ? labels : undefined;
}

function isColumn({ shape }: NdArray): boolean {
  return shape.length === 1 || (shape.length === 2 && shape[1] === 1);
}
