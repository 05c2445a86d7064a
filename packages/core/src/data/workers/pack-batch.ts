import type { Loan, LentArray } from '../array-pool.js';
import type { HostBatch, HostValue } from '../batch.js';
import { isNdArray } from '../nd-array.js';

/** A batch as it goes to another thread. */
export interface PackedBatch {
  readonly batch: HostBatch;
  /** Its arrays, whose memory moves there. */
  readonly arrays: readonly LentArray[];
}

/**
 * Makes a batch ready to go to another thread. The memory of arrays that were lent for it moves there. Others may be parts of a dataset, or
 * be kept by a transform, and are copied to lent ones. What was lent and is not in the batch is given back to the pool by the caller.
 */
export function packBatch(batch: HostBatch, loan: Loan): PackedBatch {
  const lent = new Map<unknown, LentArray>(loan.lent.map((entry) => [entry[1].buffer, entry]));
  const moved = new Set<LentArray>();
  const pack = (value: HostValue): HostValue => {
    if (Array.isArray(value)) return compact(value) as HostValue;
    if (!isNdArray(value))
      return Object.fromEntries(Object.entries(value as HostBatch).map(([key, part]) => [key, pack(part)] as const));
    if (value.dtype === 'string') return value;
    const data = value.data as ArrayLike<number> & ArrayBufferView;
    const own = lent.get(data.buffer);
    if (own !== undefined) {
      moved.add(own);
      return value;
    }
    const copy = loan.allocate(value.dtype, data.length) as Float32Array;
    copy.set(data);
    moved.add(loan.lent.at(-1)!);
    return { ...value, data: copy };
  };
  const packed = pack(batch) as HostBatch;
  return { batch: packed, arrays: [...moved] };
}

/** The same value, where a view on a part of a memory has a copy of that part: a clone of a view would hold the whole memory. */
export function compact<Value>(value: Value): Value {
  const seen = new Map<unknown, unknown>();
  const visit = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    if (seen.has(part)) return seen.get(part);
    if (ArrayBuffer.isView(part)) return keep(part, compactView(part));
    if (Array.isArray(part)) {
      const list = keep<unknown[]>(part, []);
      for (const entry of part) list.push(visit(entry));
      return list;
    }
    if (Object.getPrototypeOf(part) !== Object.prototype) return part;
    const record = keep<Record<string, unknown>>(part, {});
    for (const [key, entry] of Object.entries(part)) record[key] = visit(entry);
    return record;
  };
  const keep = <Kept>(part: unknown, kept: Kept): Kept => {
    seen.set(part, kept);
    return kept;
  };
  return visit(value) as Value;
}

function compactView(view: ArrayBufferView): ArrayBufferView {
  const isWhole = view.byteLength === view.buffer.byteLength && !(view.buffer instanceof SharedArrayBuffer);
  return isWhole || view instanceof DataView ? view : (view as Uint8Array).slice();
}
