/** Numbers of any shape: flat, in C order. `"NaN"`, `"Infinity"` and `"-Infinity"` are written as text. */
export interface GoldenTensor {
  /** `float32`, `float64` or `int32`. */
  readonly dtype: string;
  /** Its shape. */
  readonly shape: readonly number[];
  /** Its values. */
  readonly data: readonly (number | string)[];
}

/** Plain data, with {@link GoldenTensor}s in it. */
export type GoldenValue =
  null | boolean | number | string | GoldenTensor | readonly GoldenValue[] | { readonly [name: string]: GoldenValue };

/** Values by name. */
export type GoldenRecord = Readonly<Record<string, GoldenValue>>;

/** What a component gives for some options and inputs, or by which error it refuses them. */
export interface GoldenCase {
  /** A sentence or a few words, unique in the file. */
  readonly name: string;
  /** Options of the component. */
  readonly options: GoldenRecord;
  /** Which of the file's inputs. */
  readonly input: string;
  /** What comes out, by name. Either this or `error`. */
  readonly expected?: GoldenRecord;
  /** The code of the error: `LML_SHAPE_MISMATCH`. */
  readonly error?: string;
  /** A part of the error's message. */
  readonly message?: string;
  /** How far a number may be off, relative to its size. Default: the kind's. */
  readonly tolerance?: number;
  /** Why the tolerance is not the kind's, or why LML answers otherwise than the reference. */
  readonly reason?: string;
}

/** A file of golden cases: of one component, from one reference. */
export interface GoldenFile {
  /** The component's kind: `loss`. */
  readonly kind: string;
  /** The component's name: `mse`. */
  readonly component: string;
  /** What computed the numbers, with versions: `torch 2.15.0`. */
  readonly source: string;
  /** The script that wrote the file. */
  readonly script?: string;
  /** Inputs by name. */
  readonly inputs: Readonly<Record<string, GoldenRecord>>;
  /** The cases. */
  readonly cases: readonly GoldenCase[];
}

/** Whether a value is a tensor. */
export function isGoldenTensor(value: GoldenValue | undefined): value is GoldenTensor {
  return typeof value === 'object' && value !== null && 'dtype' in value && 'shape' in value && 'data' in value;
}
