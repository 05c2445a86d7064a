import * as tf from '@tensorflow/tfjs';

import { portableKernel } from '../shared/portable-kernel.js';

/** A tensor of another type. TensorFlow.js's own makes truth values by cutting numbers to a byte. */
export const cast = portableKernel<tf.CastInputs, tf.CastAttrs>(tf.Cast, ({ x: { shape, data } }, { dtype }) => {
  if (dtype !== 'bool') return undefined;
  const truths = new Uint8Array(data.length);
  for (let index = 0; index < data.length; index++) truths[index] = data[index] === 0 ? 0 : 1;
  return { shape, dtype, data: truths };
});
