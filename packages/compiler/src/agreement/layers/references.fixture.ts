import * as tf from '@tensorflow/tfjs';

/** Average pooling with padding 'same', by convolutions, whose gradient TensorFlow.js has right. */
export class AverageOfWindows extends tf.layers.Layer {
  static readonly className = 'AverageOfWindows';

  constructor(
    private readonly size: number,
    private readonly step: number,
  ) {
    super({});
  }

  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape.map((length, axis) =>
      axis === 0 || axis === shape.length - 1 ? length : Math.ceil(length! / this.step),
    );
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    return tf.tidy(() => tf.div(this.sums(x), this.sums(tf.onesLike(x))));
  }

  private sums(x: tf.Tensor): tf.Tensor {
    const { size, step } = this;
    if (x.rank === 5) return tf.conv3d(x as tf.Tensor5D, tf.ones([size, size, size, 1, 1]), step, 'same');
    if (x.rank === 4) return this.sums2d(x, [size, size], [step, step]);
    return tf.squeeze(this.sums2d(tf.expandDims(x, 1), [1, size], [1, step]), [1]);
  }

  /** Channels one by one: depthwise convolutions have strides of one number only. */
  private sums2d(x: tf.Tensor, [height, width]: [number, number], strides: [number, number]): tf.Tensor {
    const channels = tf.split<tf.Tensor4D>(x, x.shape[3]!, 3);
    return tf.concat(
      channels.map((channel) => tf.conv2d(channel, tf.ones([height, width, 1, 1]), strides, 'same')),
      3,
    );
  }
}

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
