import * as tf from '@tensorflow/tfjs';

import { ambient } from '../node/ambient.js';
import { limits } from './limits-table.js';

/** What is known of a tensor that a kernel is called with. */
export interface LimitedInput {
  /** Its shape. */
  readonly shape: readonly number[];
  /** Its data type. */
  readonly dtype: string;
}

/** A call of a kernel: its tensors, of which only shapes and types are known, and its attributes. */
export interface LimitedCall {
  /** The kernel's name in TensorFlow.js. */
  readonly kernel: string;
  /** The tensors by name; a list of tensors has the names `'0'`, `'1'` …. */
  readonly inputs: Readonly<Record<string, LimitedInput | undefined>>;
  /** The numbers and words that shape it. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A known fault of a backend of TensorFlow.js, or of another runtime, that gives a wrong result or none. */
export interface KnownLimit {
  /** Names it. */
  readonly id: string;
  /** The backend, or the runtime of an engine: `'cpu'`, `'wasm'`, `'tensorflow'`; `'onnxruntime'`, `'libtensorflow'`. */
  readonly where: string;
  /** The kernels, by their names in TensorFlow.js, that have it. */
  readonly kernels: readonly string[];
  /** What is wrong, in a sentence. */
  readonly what: string;
  /** Whether only NaN, or other numbers out of the ordinary, among the values meets it, so that a call does not show it. */
  readonly onlyNaN?: true;
  /** The package that repairs it, where there is one. */
  readonly mendedBy?: string;
  /** Whether a call of one of the kernels meets it, as far as shapes and attributes tell. Without it all calls do. */
  readonly applies?: (call: LimitedCall) => boolean;
}

/** Which packages repaired which backends, as `backend package`. */
const repaired = ambient('repaired-backends', () => new Set<string>());

/** By backend, the kernels that packages added or put in place of TensorFlow.js's own. */
const kernelsByBackend = ambient('repaired-kernels', () => new Map<string, Set<string>>());

/** Tells that a package has repaired a backend, by these kernels: the limits there that it mends are no longer open. */
export function markRepaired(where: string, packageName: string, kernels: readonly string[] = []): void {
  repaired.add(`${where} ${packageName}`);
  kernelsByBackend.set(where, new Set([...(kernelsByBackend.get(where) ?? []), ...kernels]));
}

/** The kernels that packages have added to a backend, or put in place of TensorFlow.js's own, in this process; sorted. */
export function repairedKernels(where: string): string[] {
  return [...(kernelsByBackend.get(where) ?? [])].sort();
}

/** Whether a limit was repaired in this process. */
export function isMended({ where, mendedBy }: KnownLimit): boolean {
  return mendedBy !== undefined && repaired.has(`${where} ${mendedBy}`);
}

/** All known limits, or those of one backend or runtime; repaired ones too. */
export function knownLimits(where?: string): readonly KnownLimit[] {
  return where === undefined ? limits : limits.filter((limit) => limit.where === where);
}

/**
 * The limits that a call of a kernel meets on a backend, but for those that were repaired in this process.
 *
 * @example
 * ```ts
 * import { metLimits } from '@lml/core/engine';
 *
 * const attributes = { filterSize: 3, strides: 2, pad: 'same' };
 * metLimits('cpu', { kernel: 'MaxPool3DGrad', inputs: {}, attributes }).map(({ id }) => id); // => ['cpu/max-pool-3d-gradient']
 * metLimits('cpu', { kernel: 'MaxPool3DGrad', inputs: {}, attributes: { ...attributes, pad: 'valid' } }); // => []
 * ```
 */
export function metLimits(where: string, call: LimitedCall): readonly KnownLimit[] {
  return limits.filter(
    (limit) =>
      limit.where === where &&
      limit.kernels.includes(call.kernel) &&
      !isMended(limit) &&
      (limit.applies?.(call) ?? true),
  );
}

/**
 * Runs a function, and tells of each call of a kernel within it that meets an open limit: of the current backend, or of the
 * runtime that what is called is compiled for.
 */
export function watchLimits<Value>(
  onLimit: (limit: KnownLimit, call: LimitedCall) => void,
  run: () => Value,
  where?: string,
): Value {
  const engine = tf.engine();
  const own = Object.getOwnPropertyDescriptor(engine, 'runKernel');
  const original = engine.runKernel.bind(engine);
  const watched = (kernel: string, inputs: tf.NamedTensorMap, attributes: tf.NamedAttrMap): unknown => {
    // Against its type, undefined where an operation has none.
    const call = { kernel, inputs, attributes: (attributes as tf.NamedAttrMap | undefined) ?? {} };
    for (const limit of metLimits(where ?? tf.getBackend(), call)) onLimit(limit, call);
    return original(kernel, inputs, attributes);
  };
  Object.defineProperty(engine, 'runKernel', { value: watched, configurable: true, writable: true });
  try {
    return run();
  } finally {
    if (own === undefined) delete (engine as { runKernel?: unknown }).runKernel;
    else Object.defineProperty(engine, 'runKernel', own);
  }
}
