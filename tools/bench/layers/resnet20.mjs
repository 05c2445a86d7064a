import * as tf from '@tensorflow/tfjs';

/**
 * ResNet-20 for 32×32 images: three stages of three blocks with 16, 32 and 64 channels; where the shape changes, the
 * shortcut is a 1×1 convolution.
 *
 * Source: He, Zhang, Ren and Sun, Deep residual learning for image recognition, 2015, section 4.2.
 */
export function resnet20() {
  const inputs = tf.input({ shape: [32, 32, 3] });
  let x = relu(normalised(inputs, 16, 3, 1));
  for (const channels of [16, 32, 64]) {
    for (let block = 0; block < 3; block++) x = residual(x, channels, block === 0 && channels > 16 ? 2 : 1);
  }
  const pooled = tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }).apply(x);
  const outputs = tf.layers.dense({ units: 10 }).apply(pooled);
  return tf.model({ inputs, outputs: /** @type {tf.SymbolicTensor} */ (outputs) });
}

/**
 * @param {tf.SymbolicTensor} x
 * @param {number} channels
 * @param {number} stride
 */
function residual(x, channels, stride) {
  const first = relu(normalised(x, channels, 3, stride));
  const second = normalised(first, channels, 3, 1);
  const shortcut = stride === 1 ? x : normalised(x, channels, 1, stride);
  return relu(/** @type {tf.SymbolicTensor} */ (tf.layers.add().apply([second, shortcut])));
}

/**
 * A convolution with batch normalisation.
 *
 * @param {tf.SymbolicTensor} x
 * @param {number} filters
 * @param {number} kernelSize
 * @param {number} strides
 */
function normalised(x, filters, kernelSize, strides) {
  const convolution = tf.layers.conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false });
  const normalisation = tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 });
  return /** @type {tf.SymbolicTensor} */ (normalisation.apply(convolution.apply(x)));
}

/** @param {tf.SymbolicTensor} x */
function relu(x) {
  return /** @type {tf.SymbolicTensor} */ (tf.layers.reLU().apply(x));
}
