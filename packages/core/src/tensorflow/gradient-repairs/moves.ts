import * as tf from '@tensorflow/tfjs';

import type { GradientRepair } from './repair.js';
import { spread } from './spread.js';

/** Along one axis, adds what stands in the mirrors to what it is an image of. */
function unmirrored(
  dy: tf.Tensor,
  axis: number,
  size: number,
  [before, after]: [number, number],
  offset: number,
): tf.Tensor {
  const part = (begin: number, length: number): tf.Tensor =>
    tf.slice(dy, at(dy.rank, axis, begin, 0), at(dy.rank, axis, length, dy.shape));
  const placed = (mirror: tf.Tensor, begin: number): tf.Tensor => {
    const rest = size - begin - mirror.shape[axis]!;
    return tf.pad(
      tf.reverse(mirror, axis),
      mirror.shape.map((_, index) => (index === axis ? [begin, rest] : [0, 0])),
    );
  };
  let sum = part(before, size);
  if (before > 0) sum = tf.add(sum, placed(part(0, before), offset));
  if (after > 0) sum = tf.add(sum, placed(part(before + size, after), size - after - offset));
  return sum;
}

function at(rank: number, axis: number, value: number, others: number | readonly number[]): number[] {
  return Array.from({ length: rank }, (_, index) =>
    index === axis ? value : typeof others === 'number' ? others : others[index]!,
  );
}

/** Gradients of what only moves values, or copies them. */
export const moves = (): readonly GradientRepair[] => {
  const ownTile = tf.getGradient(tf.Tile);
  return [
    {
      kernel: tf.MirrorPad,
      inputs: ['x'],
      gradient(dy, [x], attributes) {
        const { paddings, mode } = attributes as { paddings: [number, number][]; mode: 'reflect' | 'symmetric' };
        const offset = mode === 'reflect' ? 1 : 0;
        return {
          x: () => paddings.reduce((sum, padding, axis) => unmirrored(sum, axis, x!.shape[axis]!, padding, offset), dy),
        };
      },
    },
    {
      kernel: tf.StridedSlice,
      inputs: ['x'],
      gradient(dy, [x], attributes) {
        const a = attributes as unknown as tf.StridedSliceAttrs;
        const { begin, end, strides } = tf.slice_util.sliceInfo(
          x!.shape,
          a.begin,
          a.end,
          a.strides,
          a.beginMask,
          a.endMask,
          a.ellipsisMask,
          a.newAxisMask,
          a.shrinkAxisMask,
        );
        const counts = begin.map((first, axis) => Math.max(0, Math.ceil((end[axis]! - first) / strides[axis]!)));
        return {
          x() {
            let result = tf.reshape(dy, counts);
            const paddings = counts.map((count, axis): [number, number] => {
              const step = strides[axis]!;
              if (count === 0) return [0, x!.shape[axis]!];
              if (step < 0) result = tf.reverse(result, axis);
              result = spread(result, axis, Math.abs(step));
              const first = step < 0 ? begin[axis]! + (count - 1) * step : begin[axis]!;
              return [first, x!.shape[axis]! - first - result.shape[axis]!];
            });
            return tf.pad(result, paddings);
          },
        };
      },
    },
    {
      kernel: tf.Tile,
      inputs: ['x'],
      gradient(dy, [x], attributes) {
        if (x!.rank > 0 && x!.rank <= 4) return ownTile.gradFunc(dy, [x!], attributes as unknown as tf.NamedAttrMap);
        const repeats = attributes['reps'] as number[];
        const sumOver = (sum: tf.Tensor, axis: number): tf.Tensor => {
          const { shape } = sum;
          const apart = [...shape.slice(0, axis), repeats[axis]!, x!.shape[axis]!, ...shape.slice(axis + 1)];
          return repeats[axis] === 1 ? sum : tf.sum(tf.reshape(sum, apart), axis);
        };
        return { x: () => repeats.reduce((sum, _, axis) => sumOver(sum, axis), tf.clone(dy)) };
      },
    },
    {
      kernel: tf.Diag,
      inputs: ['x'],
      gradient: (dy, [x]) => ({
        x() {
          const square = tf.reshape(dy, [x!.size, x!.size]);
          return tf.reshape(tf.sum(tf.mul(square, tf.eye(x!.size)), 1), x!.shape);
        },
      }),
    },
    // A list of one tensor comes as the tensor.
    {
      kernel: tf.Unpack,
      gradient: (dy, _, { axis }) => ({ value: () => tf.stack([dy].flat(), axis as number) }),
    },
    { kernel: tf.SplitV, gradient: (dy, _, { axis }) => ({ x: () => tf.concat([dy].flat(), axis as number) }) },
  ];
};
