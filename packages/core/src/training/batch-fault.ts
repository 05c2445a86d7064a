import type { HostBatch, HostValue } from '../data/batch.js';
import type { BatchLoader } from '../data/batch-loader.js';
import { isNdArray, type NdArray } from '../data/nd-array.js';
import { nameSource } from '../data/sample-source.js';
import { DtypeRangeError } from '../errors/dtype-range-error.js';
import { HostPartError } from '../errors/host-part-error.js';
import { LmlError } from '../errors/lml-error.js';
import { NonFiniteLossError } from '../errors/non-finite-loss-error.js';
import { NonFiniteOutputError } from '../errors/non-finite-output-error.js';
import type { Learner } from '../learning/learner.js';
import { isShape } from '../tensorflow/shape-tree.js';
import { hostValueOf } from './host-value.js';

/** Which batch is meant. */
export interface BatchPlace {
  /** Where it was read. */
  readonly loader: BatchLoader;
  /** The epoch, from 0. */
  readonly epoch: number;
  /** Its number within the epoch, from 0. */
  readonly batch: number;
}

/** The error of a batch whose loss is not finite: reads it again, and looks for what made it so. */
export async function nonFiniteLoss(
  learner: Learner,
  stage: 'train' | 'validation' | 'test',
  place: BatchPlace,
  step: number,
): Promise<NonFiniteLossError> {
  const { loader, epoch, batch } = place;
  const indices = loader.sourcesOf(epoch, batch).map(({ row }) => row);
  // What a look at the data fails of is not what the run failed of.
  const read = await readAgain(place).catch(() => undefined);
  const reason = read === undefined ? undefined : faultOf(read, learner, place);
  return new NonFiniteLossError({ stage, epoch, batch, step, indices, ...(reason !== undefined && { reason }) });
}

/** The same error with the sample in place of a position in the batch, where a value is not one to compute with; else the error. */
export function withSample(error: unknown, batch: HostBatch, place: BatchPlace): unknown {
  if (LmlError.isInstance(error, HostPartError.code)) {
    const { path } = error as HostPartError;
    const part = path.reduce<HostValue | undefined>((value, key) => (value as HostBatch)[key], batch)!;
    const { row, position, value } = hostValueOf(part);
    const source = nameSource(place.loader.sourcesOf(place.epoch, place.batch, path.join('.'))[row]!);
    const at = position === undefined ? '' : `, at position ${position},`;
    return inPlaceOf(error, new HostPartError(path, `The ${path.join('.')} of ${source}${at}`, value));
  }
  if (!LmlError.isInstance(error, 'LML_DTYPE_RANGE')) return error;
  for (const [key, array] of arraysOf(batch)) {
    if (array.dtype !== 'int64') continue;
    const values = array.data as BigInt64Array;
    const at = values.findIndex((value) => BigInt.asIntN(32, value) !== value);
    if (at < 0) continue;
    return inPlaceOf(
      error,
      new DtypeRangeError(
        `${describe(key, array, at, place)} is ${values[at]}, which does not fit int32 (−2147483648 to 2147483647), which engines compute with. ` +
          'Number the classes from 0, or store the values as float64.',
      ),
    );
  }
  return error;
}

/** The error that says more, with the stack of the one that it stands for: both would say the same twice. */
function inPlaceOf(error: Error, better: Error): Error {
  const frames = error.stack?.indexOf('\n    at ') ?? -1;
  if (frames >= 0) better.stack = `${better.name}: ${better.message}${error.stack!.slice(frames)}`;
  return better;
}

/** Whether nothing of a batch counts: each target is one that the loss leaves out, or has weight 0. */
function countsNothing({ loss }: Learner, { target, weight }: HostBatch): boolean {
  if (!isNdArray(target)) return false;
  const size = target.shape[0] === 0 ? 0 : target.data.length / target.shape[0]!;
  const weighs = isNdArray(weight) && weight.shape.length === 1 ? weight.data : undefined;
  for (let at = 0; at < target.data.length; at++) {
    const isLeftOut = loss?.counts?.(Number(target.data[at])) === false;
    if (!isLeftOut && Number(weighs?.[Math.floor(at / size)] ?? 1) !== 0) return false;
  }
  return true;
}

async function readAgain({ loader, epoch, batch }: BatchPlace): Promise<HostBatch | undefined> {
  for await (const loaded of loader.iterate(epoch, loader.startOf(epoch, batch))) return loaded.batch;
  return undefined;
}

/**
 * `notFinite` is 2 for a sample whose output holds NaN, 1 for one of infinity alone, from which a label or a masked class may follow.
 *
 * @throws `LML_NON_FINITE_OUTPUT` for the first sample whose output is NaN, or infinite and its prediction NaN.
 */
export function checkPrediction(
  notFinite: NdArray,
  predictions: readonly NdArray[],
  batch: HostBatch,
  place: BatchPlace,
): void {
  const marks = notFinite.data as Int32Array;
  const isNaNAt = (at: number): boolean =>
    predictions.some(({ data }) => {
      const size = data.length / Math.max(1, marks.length);
      return (data as Float32Array).subarray(at * size, (at + 1) * size).some(Number.isNaN);
    });
  const row = marks.findIndex((mark, at) => mark === 2 || (mark === 1 && isNaNAt(at)));
  if (row < 0) return;
  const { loader, epoch, batch: number } = place;
  const reason =
    numberFault(batch, place, row) ?? 'Its input is finite: look at the weights, or what the model divides by.';
  throw new NonFiniteOutputError(
    `The model gives ${marks[row] === 2 ? 'NaN' : 'infinity'} for ${nameSource(loader.sourcesOf(epoch, number)[row]!)}, of which no prediction can be made. ${reason} ` +
      'Mend the sample or leave it out; raw: true gives the outputs as they are.',
  );
}

function faultOf(batch: HostBatch, learner: Learner, place: BatchPlace): string | undefined {
  const fault = numberFault(batch, place);
  if (fault !== undefined) return fault;
  if (countsNothing(learner, batch)) return 'No target of these counts: each is left out by the loss, or has weight 0.';
  return ownFault(batch, learner, place) ?? classFault(batch, learner, place);
}

/** What the loss itself finds wrong with a target. */
function ownFault({ target }: HostBatch, { outputShape, loss }: Learner, place: BatchPlace): string | undefined {
  const fault = target === undefined ? undefined : loss?.targetFault?.(target, outputShape);
  if (fault === undefined) return undefined;
  const { loader, epoch, batch } = place;
  return `The target of ${nameSource(loader.sourcesOf(epoch, batch, 'target')[fault.row]!)} ${fault.reason}`;
}

/** A number that is not finite for an engine: in any sample, or in that of `row`. */
function numberFault(batch: HostBatch, place: BatchPlace, row?: number): string | undefined {
  for (const [key, array] of arraysOf(batch)) {
    if (key.startsWith('metadata') || (array.dtype !== 'float32' && array.dtype !== 'float64')) continue;
    const values = array.data as Float64Array;
    const size = values.length / Math.max(1, array.shape[0] ?? 1);
    const isMeant = (at: number): boolean => row === undefined || Math.floor(at / size) === row;
    const at = values.findIndex((value, index) => !Number.isFinite(Math.fround(value)) && isMeant(index));
    if (at < 0) continue;
    const value = values[at]!;
    return `${describe(key, array, at, place)} is ${value}${Number.isFinite(value) ? ', which float32 cannot hold' : ''}.`;
  }
  return undefined;
}

/** A class that the model has no output for. */
function classFault({ target }: HostBatch, { outputShape, loss }: Learner, place: BatchPlace): string | undefined {
  if (!isShape(outputShape)) return undefined;
  const classes = outputShape.at(-1);
  const isClasses = isNdArray(target) && target.shape.length === outputShape.length - 1;
  if (!isClasses || typeof classes !== 'number') return undefined;
  for (let at = 0; at < target.data.length; at++) {
    const value = Number(target.data[at]);
    const isClass = Number.isInteger(value) && value >= 0 && value < classes;
    if (isClass || loss?.counts?.(value) === false) continue;
    const where = describe('target', target, at, place);
    return `${where} is ${value}, but the model has ${classes} outputs: classes are whole numbers from 0 to ${classes - 1}.`;
  }
  return undefined;
}

/** A value for a message: `target of row 3 of y.npy`, `input of sample 3, at [0, 1],`. */
function describe(key: string, { shape }: NdArray, at: number, { loader, epoch, batch }: BatchPlace): string {
  const rest = shape.slice(1);
  const size = rest.reduce((product, length) => product * length, 1);
  const source = loader.sourcesOf(epoch, batch, key)[Math.floor(at / size)];
  const sample = source === undefined ? 'a sample' : nameSource(source);
  const position: number[] = [];
  for (let axis = rest.length - 1, left = at % size; axis >= 0; axis--) {
    position.unshift(left % rest[axis]!);
    left = Math.floor(left / rest[axis]!);
  }
  const place = size === 1 ? '' : `, at [${position.join(', ')}],`;
  return `The ${key} of ${sample}${place}`;
}

/** The arrays of a batch by key, `input.image` for one in a record. */
function* arraysOf(batch: HostBatch, above = ''): Generator<[string, NdArray]> {
  for (const [key, value] of Object.entries(batch)) {
    if (Array.isArray(value)) continue;
    if (isNdArray(value)) yield [above + key, value];
    else yield* arraysOf(value as HostBatch, `${above}${key}.`);
  }
}
