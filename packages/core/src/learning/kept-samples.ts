import { allocate, sameShape, sizeOf, type NdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import type { MetricBase, MetricValues } from './metric.js';

/** How many numbers a metric may keep where it does not say so: half a gigabyte of float32. */
const LIMIT = 2 ** 27;

/** What a metric keeps of every sample, batch by batch: memory doubles when it is full, so that a batch costs what its samples cost. */
export interface KeptSamples {
  /**
   * Adds samples, along the first axis.
   *
   * @throws `LML_SHAPE_MISMATCH` for samples of another shape or type than those before; `LML_INVALID_ARGUMENT` where it becomes too much.
   */
  add(samples: MetricValues): void;
  /** All of them. Arrays of numbers are views, whose values stay until the next `add`. */
  values(): MetricValues;
}

/** Nothing kept yet, for a metric of some name. */
export function keepSamples(
  name: string,
  { keepLimit = LIMIT, keepAdvice }: Pick<MetricBase, 'keepLimit' | 'keepAdvice'>,
): KeptSamples {
  const columns = new Map<string, Column>();
  return {
    add(samples) {
      const added = Object.entries(samples).map(([key, array]) => {
        const column = columns.get(key) ?? newColumn(array);
        requireAlike(key, column, array);
        const length = column.length + array.shape[0]!;
        if (length * column.width <= keepLimit) return { key, column, array };
        const remedy = keepAdvice ?? 'Judge fewer samples, or by a metric that counts instead of keeping them.';
        const received = `${length} samples of ${column.width}`;
        throw new InvalidArgumentError(
          `What the metric '${name}' keeps`,
          `at most ${keepLimit} numbers`,
          received,
          remedy,
        );
      });
      for (const { key, column, array } of added) {
        columns.set(key, column);
        append(column, array);
      }
    },
    values: () => Object.fromEntries([...columns].map(([key, column]) => [key, arrayOf(column)])),
  };
}

/** The samples of one name. */
interface Column {
  readonly dtype: NdArray['dtype'];
  /** The shape of a sample. */
  readonly shape: readonly number[];
  /** The numbers of a sample. */
  readonly width: number;
  /** Texts, or numbers in memory that is longer than they are. */
  data: string[] | Float32Array;
  /** How many samples there are. */
  length: number;
}

function newColumn({ dtype, shape }: NdArray): Column {
  const own = shape.slice(1);
  const data = dtype === 'string' ? [] : (allocate(dtype, 0) as Float32Array);
  return { dtype, shape: own, width: sizeOf(own), data, length: 0 };
}

function requireAlike(name: string, column: Column, { dtype, shape }: NdArray): void {
  if (shape.length > 0 && dtype === column.dtype && sameShape(shape.slice(1), column.shape)) return;
  throw new ShapeMismatchError(
    `'${name}' is ${column.dtype} [samples, ${column.shape.join(', ')}] in one part and ${dtype} [${shape.join(', ')}] in another. ` +
      'Samples that are kept must lie along the first axis and be alike in all else.',
  );
}

function append(column: Column, { shape, data }: NdArray): void {
  const used = column.length * column.width;
  column.length += shape[0]!;
  const needed = column.length * column.width;
  if (Array.isArray(column.data)) {
    for (const text of data as readonly string[]) column.data.push(text);
    return;
  }
  if (needed > column.data.length) {
    const larger = allocate(column.dtype as 'float32', Math.max(needed, 2 * column.data.length));
    larger.set(column.data.subarray(0, used));
    column.data = larger;
  }
  column.data.set(data as Float32Array, used);
}

function arrayOf({ dtype, shape, width, data, length }: Column): NdArray {
  const used = Array.isArray(data) ? data : data.subarray(0, length * width);
  return { dtype, shape: [length, ...shape], data: used };
}
