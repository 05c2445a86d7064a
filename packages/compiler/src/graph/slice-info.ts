import * as tf from '@tensorflow/tfjs';

import type { GraphNode } from './graph.js';

/** What a `StridedSlice` takes of each axis, masks applied. */
export function sliceInfoOf({ inputs, attributes }: GraphNode): ReturnType<typeof tf.slice_util.sliceInfo> {
  const list = (name: string): number[] => attributes[name] as number[];
  const mask = (name: string): number => attributes[name] as number;
  return tf.slice_util.sliceInfo(
    [...inputs['x']!.shape],
    list('begin'),
    list('end'),
    list('strides'),
    mask('beginMask'),
    mask('endMask'),
    mask('ellipsisMask'),
    mask('newAxisMask'),
    mask('shrinkAxisMask'),
  );
}
