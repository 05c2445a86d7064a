import { isNdArray, type BatchContext, type HostBatch, type HostValue, type NdArray, type Transform } from '@lml/core';

/** A batch of rows of numbers. */
export function matrix(...rows: readonly (readonly number[])[]): HostBatch {
  return { input: arrayOf(rows.flat(), [rows.length, rows[0]?.length ?? 0]) };
}

/** A batch of columns of numbers or texts. */
export function table(columns: Readonly<Record<string, readonly (number | string)[]>>): HostBatch {
  return { input: Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, columnOf(values)])) };
}

/** A list of texts, or an array of numbers. */
export function columnOf(values: readonly (number | string)[]): HostValue {
  return values.every((value) => typeof value === 'number') ? arrayOf(values, [values.length]) : values;
}

/** An array of numbers. */
export function arrayOf(values: readonly number[], shape: readonly number[]): NdArray<'float64'> {
  return { dtype: 'float64', shape, data: Float64Array.from(values) };
}

/** The transform, once it has learnt from batches. */
export async function fitted(transform: Transform, ...batches: readonly HostBatch[]): Promise<Transform> {
  await transform.fitBatches!(asStream(batches));
  return transform;
}

/** Batches one after the other. */
export function asStream(batches: readonly HostBatch[]): AsyncIterable<HostBatch> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const batch of batches) yield await Promise.resolve(batch);
    },
  };
}

/** What becomes of a part of a batch: lists of values by feature, or `{ shape, values }` of an array. */
export async function changed(
  transform: Transform,
  batch: HostBatch,
  context: Partial<BatchContext> = {},
  part = 'input',
): Promise<unknown> {
  const made = await transform.applyBatch!(batch, { epoch: 0, random: noRandom, ...context });
  return plain(made[part]!);
}

/** What a function throws, as `code: message`. */
export async function faultOf(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return `${code}: ${message.replace(` (${code})`, '')}`;
  }
  return 'nothing';
}

function plain(value: HostValue): unknown {
  if (isNdArray(value)) {
    const values = Array.from(value.data as ArrayLike<number>);
    return value.shape.length === 1 ? values : { shape: value.shape, values };
  }
  if (Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value as HostBatch).map(([name, part]) => [name, plain(part)]));
}

const noRandom: BatchContext['random'] = () => {
  throw new Error('These transforms draw nothing.');
};
