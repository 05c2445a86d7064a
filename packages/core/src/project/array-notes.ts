import { isNdArray, ndArray, type NestedValues } from '../data/nd-array.js';
import { sha256 } from '../node/sha256.js';

/** A list with more values than this is data, and no setting. */
const SETTINGS = 1000;

/** What stands in a config in place of an array that was handed over in code. */
export interface ArrayNote {
  /** Its data type and shape: `float32 [20000, 50]`. */
  readonly array: string;
  /** The SHA-256 of its values. */
  sha256?: string;
}

/** Notes of the arrays of a project. */
export class ArrayNotes {
  private readonly hashes: Promise<void>[] = [];

  /** The note of an array, a typed array or a long list; `undefined` of anything else. */
  of(value: unknown): ArrayNote | undefined {
    const described = describe(value);
    if (described === undefined) return undefined;
    const note: ArrayNote = { array: described.array };
    this.hashes.push(sha256(described.bytes).then((hash) => void (note.sha256 = hash)));
    return note;
  }

  /** Waits for the hashes. */
  async complete(): Promise<void> {
    await Promise.all(this.hashes);
  }
}

function describe(value: unknown): { array: string; bytes: Uint8Array } | undefined {
  if (isNdArray(value)) return { array: `${value.dtype} [${value.shape.join(', ')}]`, bytes: bytesOf(value.data) };
  if (ArrayBuffer.isView(value))
    return {
      array: `${value.constructor.name} [${(value as unknown as ArrayLike<unknown>).length}]`,
      bytes: bytesOf(value),
    };
  if (!Array.isArray(value) || countValues(value, SETTINGS) <= SETTINGS) return undefined;
  try {
    return describe(ndArray(value as NestedValues));
  } catch {
    // Lists of different lengths, or of more than numbers, truth values and texts.
    return { array: `list [${value.length}]`, bytes: new TextEncoder().encode(JSON.stringify(value)) };
  }
}

function bytesOf(data: ArrayBufferView | readonly unknown[]): Uint8Array {
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return new TextEncoder().encode(JSON.stringify(data));
}

/** The values in nested lists, counted up to a little more than `limit`. */
function countValues(values: readonly unknown[], limit: number): number {
  let count = 0;
  for (const value of values) {
    count += Array.isArray(value) ? countValues(value, limit - count) : 1;
    if (count > limit) break;
  }
  return count;
}
