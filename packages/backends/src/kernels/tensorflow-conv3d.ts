import * as tf from '@tensorflow/tfjs';

import { read, tensorflowKernel, write } from '../shared/tensorflow-kernel.js';

/** Convolutions of volumes with dilations, which TensorFlow refuses on a CPU: their filter has zeros between its numbers. */
export const dilatedConv3d = tensorflowKernel(tf.Conv3D, ({ inputs, attributes, backend, stock }) => {
  const given = [attributes['dilations'] ?? 1].flat() as number[];
  const dilations = given.length === 1 ? [given[0]!, given[0]!, given[0]!] : given;
  if (dilations.every((dilation) => dilation === 1)) return stock(inputs, attributes);
  const { shape, dtype, data } = read(backend, inputs['filter']!);
  const sizes = dilations.map((dilation, axis) => (shape[axis]! - 1) * dilation + 1);
  const channels = shape[3]! * shape[4]!;
  const spread = new Float32Array(sizes[0]! * sizes[1]! * sizes[2]! * channels);
  let from = 0;
  for (let depth = 0; depth < shape[0]!; depth++) {
    for (let row = 0; row < shape[1]!; row++) {
      for (let column = 0; column < shape[2]!; column++, from += channels) {
        const place = (depth * dilations[0]! * sizes[1]! + row * dilations[1]!) * sizes[2]! + column * dilations[2]!;
        spread.set(data.subarray(from, from + channels), place * channels);
      }
    }
  }
  const filter = write(backend, { shape: [...sizes, ...shape.slice(3)], dtype, data: spread });
  const result = stock({ ...inputs, filter }, { ...attributes, dilations: [1, 1, 1] });
  (backend as unknown as tf.KernelBackend).disposeData(filter.dataId);
  return result;
});
