import * as tf from '@tensorflow/tfjs';

import { MissingFeatureError } from '../../errors/missing-feature-error.js';
import { loadNativeTensorflow, type NativeInstallation, type NativeTensorflow } from './native-tensorflow.js';

/**
 * Loads a tfjs-node, and computes a matrix product and its gradient by it. The backend of TensorFlow.js is another one afterwards: this
 * is for a process that does nothing else.
 *
 * @throws `LML_MISSING_FEATURE` if it cannot be loaded, or computes something else.
 */
export async function checkNativeTensorflow(installation?: NativeInstallation): Promise<NativeTensorflow> {
  const native = await loadNativeTensorflow(installation);
  tf.registerBackend('tensorflow', () => native.createBackend());
  await tf.setBackend('tensorflow');
  const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const { value, grad } = tf.valueAndGrad((input) => tf.sum(tf.square(tf.matMul(input, input))))(x);
  const numbers = [...(await value.data()), ...(await grad.data())];
  tf.dispose([x, value, grad]);
  if (numbers.join() === '858,158,274,266,482') return native;
  throw new MissingFeatureError(
    `The tfjs-node in ${native.folder} computes other numbers than it must: ${numbers.join(', ')}. Run: npx lml native remove, then: npx lml native install.`,
  );
}
