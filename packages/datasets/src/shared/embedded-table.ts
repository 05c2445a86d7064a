import type { Dataset, NdArray } from '@lml/core';

import { columnsDataset } from './columns-dataset.js';
import { decode, readFloat64 } from './decode.js';

/** A table that comes with the package: float64 inputs, then targets, which are bytes where they are classes, else float64. */
export interface EmbeddedTable {
  /** Its bytes, as base64 of gzip. */
  readonly data: string;
  /** The number of rows. */
  readonly samples: number;
  /** The columns of the input. */
  readonly featureNames: readonly string[];
  /** The classes, where targets are classes. */
  readonly classNames?: readonly string[];
  /** The columns of the target, where there are several. */
  readonly targetNames?: readonly string[];
}

/** The dataset of an embedded table: `{ input, target }`, targets int32 where they are classes, else float64. */
export function embeddedTable({ data, samples, featureNames, classNames, targetNames }: EmbeddedTable): Dataset {
  const inputs = samples * featureNames.length;
  const target = (bytes: ArrayBuffer): NdArray => {
    if (classNames !== undefined)
      return { dtype: 'int32', shape: [samples], data: Int32Array.from(new Uint8Array(bytes, inputs * 8)) };
    const shape = targetNames === undefined ? [samples] : [samples, targetNames.length];
    return { dtype: 'float64', shape, data: readFloat64(bytes, inputs * 8, samples * (targetNames?.length ?? 1)) };
  };
  return columnsDataset(
    async () => {
      const bytes = await decode(data);
      return {
        input: { dtype: 'float64', shape: [samples, featureNames.length], data: readFloat64(bytes, 0, inputs) },
        target: target(bytes),
      };
    },
    { classNames, inputNames: featureNames },
  );
}
