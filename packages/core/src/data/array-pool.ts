import { allocate as allocateAnew, type DType, type NdData } from './nd-array.js';

/** Makes room for numbers, whatever they are before they are written. */
export type Allocate = <D extends Exclude<DType, 'string'>>(dtype: D, length: number) => NdData[D];

/** Arrays that were lent together. */
export interface Loan {
  /** Lends an array. */
  readonly allocate: Allocate;
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
}

/** An empty pool. */
export function createArrayPool(): ArrayPool {
  const free = new Map<string, NdData[Exclude<DType, 'string'>][]>();
  return {
    lend() {
      let lent: [key: string, array: NdData[Exclude<DType, 'string'>]][] = [];
      return {
        allocate(dtype, length) {
          const key = `${dtype} ${length}`;
          const array = (free.get(key)?.pop() as NdData[typeof dtype] | undefined) ?? allocateAnew(dtype, length);
          lent.push([key, array]);
          return array;
        },
        giveBack() {
          for (const [key, array] of lent) {
            const others = free.get(key);
            if (others === undefined) free.set(key, [array]);
            else others.push(array);
          }
          lent = [];
        },
      };
    },
  };
}
