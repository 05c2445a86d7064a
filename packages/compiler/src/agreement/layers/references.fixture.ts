import * as tf from '@tensorflow/tfjs';

/** Resizing as a product with a matrix on each side, whose gradient TensorFlow.js has right. */
export class Resized extends tf.layers.Layer {
  static readonly className = 'Resized';

  constructor(
    private readonly way: 'nearest' | 'bilinear',
    private readonly size: readonly [number, number],
  ) {
    super({});
  }

  override computeOutputShape([batch, , , channels]: number[]): tf.Shape {
    return [batch!, ...this.size, channels!];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    return tf.tidy(() => this.along(2, this.along(1, x)));
  }

  private along(axis: 1 | 2, x: tf.Tensor): tf.Tensor {
    const last = axis === 1 ? [0, 2, 3, 1] : [0, 1, 3, 2];
    const matrix = this.matrix(x.shape[axis]!, this.size[axis - 1]!);
    const rows = tf.transpose(x, last);
    const product = tf.matMul(tf.reshape(rows, [-1, rows.shape[3]!]), matrix);
    const back = axis === 1 ? [0, 3, 1, 2] : [0, 1, 3, 2];
    return tf.transpose(tf.reshape(product, [...rows.shape.slice(0, 3), product.shape[1]!]), back);
  }

  /** What resizing makes of each place of a line. */
  private matrix(from: number, to: number): tf.Tensor2D {
    const places = tf.reshape<tf.Rank.R4>(tf.eye(from), [from, from, 1, 1]);
    const resize = this.way === 'nearest' ? tf.image.resizeNearestNeighbor : tf.image.resizeBilinear;
    return tf.reshape(resize(places, [to, 1]), [from, to]);
  }
}
