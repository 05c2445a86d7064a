import * as tf from '@tensorflow/tfjs';

import { ndArray, type NdArray } from '../../data/nd-array.js';
import { opCase, type GradientCase } from '../gradient-case.js';

const ids = (...values: (number | number[])[]): NdArray => ndArray(values as number[], { dtype: 'int32' });

/** Ops with indices; repeated ones too. Indices are inputs, so that no engine may take them for constants. */
export const lookups: readonly GradientCase[] = [
  opCase('gather', (x, at) => tf.gather(tf.sin(x), at), [[2, 3], ids(1, 1, 0)]),
  opCase('gather: along an inner axis', (x, at) => tf.gather(tf.sin(x), at, 1), [[2, 3, 2], ids([1, 1], [0, 2])]),
  opCase('gather: along a negative axis', (x, at) => tf.gather(tf.sin(x), at, -1), [[2, 3], ids(2, 0)]),
  opCase('gather: of batches', (x, at) => tf.gather(tf.sin(x), at, 1, 1), [[2, 3, 2], ids([1, 1], [0, 2])]),
  opCase('gatherND', (x, at) => tf.gatherND(tf.sin(x), at), [[2, 3, 2], ids([1, 1], [0, 2], [1, 1])]),
  opCase('scatterND', (x, at) => tf.scatterND(at, tf.sin(x), [4, 2]), [[3, 2], ids([1], [3], [1])]),
  opCase('tensorScatterUpdate', (x, y, at) => tf.tensorScatterUpdate(tf.sin(x), at, tf.square(y)), [
    [4, 2],
    [2, 2],
    ids([1], [3]),
  ]),
  opCase('sparseToDense', (x, y, at) => tf.sparseToDense(at, tf.sin(x), [5], y as tf.Scalar), [[2], [], ids(1, 3)]),
  opCase('sparseToDense: of rank 2', (x, y, at) => tf.sparseToDense(at, x, [2, 3], tf.square(y as tf.Scalar)), [
    [3],
    [],
    ids([0, 1], [1, 0], [1, 2]),
  ]),
  opCase('unsortedSegmentSum', (x, at) => tf.unsortedSegmentSum(tf.sin(x), at as tf.Tensor1D, 3), [
    [3, 2],
    ids(1, 0, 1),
  ]),
  opCase('denseBincount', (w, x) => tf.denseBincount(x as tf.Tensor1D, w as tf.Tensor1D, 3), [[3], ids(0, 2, 2)], {
    refused: 'DenseBincount',
  }),
  opCase('bincount', (w, x) => tf.bincount(x as tf.Tensor1D, w as tf.Tensor1D, 3), [[3], ids(0, 2, 2)], {
    refused: 'Bincount',
  }),
  opCase('unique', (x) => tf.unique(x).values, [[[0.3], [0.7]]], { refused: 'Unique' }),
  ...(['sparseSegmentSum', 'sparseSegmentMean'] as const).map((name) =>
    opCase(
      `sparse.${name}`,
      (x, at, segments) => tf.sparse[name](x, at as tf.Tensor1D, segments as tf.Tensor1D),
      [[3, 2], ids(0, 2, 2), ids(0, 0, 1)],
      { refused: name === 'sparseSegmentSum' ? 'SparseSegmentSum' : 'SparseSegmentMean' },
    ),
  ),
  opCase(
    'sparse.sparseFillEmptyRows',
    (values, otherwise, at, shape) =>
      tf.sparse.sparseFillEmptyRows(
        at as tf.Tensor2D,
        values as tf.Tensor1D,
        shape as tf.Tensor1D,
        otherwise as tf.Scalar,
      )['outputValues'] as tf.Tensor,
    [[2], [], ids([0, 0], [2, 1]), ids(3, 2)],
    { refused: 'SparseFillEmptyRows' },
  ),
  opCase(
    'raggedGather',
    (x, splits, at) => tf.raggedGather([splits], x, at, 1).outputDenseValues,
    [[4], ids(0, 1, 4), ids(1, 0)],
    { refused: 'RaggedGather' },
  ),
  opCase(
    'raggedTensorToTensor',
    (x, otherwise, shape, splits) => tf.raggedTensorToTensor(shape, x, otherwise, [splits], ['ROW_SPLITS']),
    [[4], [], ids(2, 3), ids(0, 1, 4)],
    { refused: 'RaggedTensorToTensor' },
  ),
  opCase(
    'raggedRange',
    (x, y, z) => tf.raggedRange(x, y, z).rtDenseValues!,
    [ndArray([0.5], { dtype: 'float32' }), ndArray([2.5], { dtype: 'float32' }), ndArray([1], { dtype: 'float32' })],
    {
      refused: 'RaggedRange',
    },
  ),
];
