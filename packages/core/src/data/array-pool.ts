import { allocate as allocateAnew, type DType, type NdData } from './nd-array.js';

/** Makes room for numbers, whatever they are before they are written. */
export type Allocate = <D extends Exclude<DType, 'string'>>(dtype: D, length: number) => NdData[D];

/** The values of arrays of numbers. */
type Numbers = NdData[Exclude<DType, 'string'>];

/** An array that was lent, and for which type of data. */
export type LentArray = readonly [dtype: Exclude<DType, 'string'>, array: Numbers];

/** Arrays that were lent together. */
export interface Loan {
  /** Lends an array. */
  readonly allocate: Allocate;
  /** What was lent. */
  readonly lent: readonly LentArray[];
  /** Takes back what was lent; a second time does nothing. */
  giveBack(): void;
}

/**
 * Arrays that are used again: what was given back is lent before new ones are made. New memory for each batch would keep the
 * garbage collector busy.
 */
export interface ArrayPool {
  /** Arrays that will be given back together. */
  lend(): Loan;
  /** Takes arrays that nobody uses any more, from wherever. */
  add(arrays: readonly LentArray[]): void;
}

/** An empty pool. */
export function createArrayPool(): ArrayPool {
  const free = new Map<string, Numbers[]>();
  const add = (arrays: readonly LentArray[]): void => {
    for (const [dtype, array] of arrays) {
      const key = `${dtype} ${array.length}`;
      const others = free.get(key);
      if (others === undefined) free.set(key, [array]);
      else others.push(array);
    }
  };
  return {
    add,
    lend() {
      let lent: LentArray[] = [];
      return {
        get lent() {
          return lent;
        },
        allocate(dtype, length) {
          const array =
            (free.get(`${dtype} ${length}`)?.pop() as NdData[typeof dtype] | undefined) ?? allocateAnew(dtype, length);
          lent.push([dtype, array]);
          return array;
        },
        giveBack() {
          add(lent);
          lent = [];
        },
      };
    },
  };
}
