import * as tf from '@tensorflow/tfjs';

/** Adds a learnt vector to each place of a sequence. */
export class Positions extends tf.layers.Layer {
  static className = 'Positions';

  /**
   * @override
   * @param {tf.Shape} shape
   */
  build([, tokens, width]) {
    const initializer = tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05 });
    this.positions = this.addWeight('positions', [tokens, width], 'float32', initializer);
    this.built = true;
  }

  /**
   * @override
   * @param {tf.Tensor | tf.Tensor[]} inputs
   */
  call(inputs) {
    const positions = /** @type {NonNullable<typeof this.positions>} */ (this.positions);
    return tf.add(Array.isArray(inputs) ? inputs[0] : inputs, positions.read());
  }
}
