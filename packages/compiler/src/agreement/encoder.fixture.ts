import { attention, gelu, layerNorm } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

type Weight = ReturnType<tf.layers.Layer['addWeight']>;

/** What an encoder layer is made of. */
export interface EncoderParts {
  readonly attention: (query: tf.Tensor, key: tf.Tensor, value: tf.Tensor) => tf.Tensor;
  readonly gelu: (x: tf.Tensor) => tf.Tensor;
  readonly layerNorm: (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => tf.Tensor;
}

/** As people write them in ops of TensorFlow.js. */
export const plainParts: EncoderParts = {
  attention(query, key, value) {
    const scores = tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(query.shape.at(-1)!));
    return tf.matMul(tf.softmax(scores), value);
  },
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  layerNorm(x, gamma, beta) {
    const { mean, variance } = tf.moments(x, -1, true);
    return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3))), gamma), beta);
  },
};

/** Core's composites. */
export const compositeParts: EncoderParts = {
  attention,
  gelu,
  layerNorm: (x, gamma, beta) => layerNorm(x, { gamma, beta }),
};

abstract class OneInput extends tf.layers.Layer {
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => this.compute(Array.isArray(inputs) ? inputs[0]! : inputs));
  }

  protected abstract compute(x: tf.Tensor): tf.Tensor;

  protected weight(name: string, shape: number[], initializer = tf.initializers.glorotUniform({})): Weight {
    return this.addWeight(name, shape, 'float32', initializer);
  }
}

/** Adds a learnt vector to each place of a sequence. */
export class Positions extends OneInput {
  static readonly className = 'Positions';
  private positions!: Weight;

  override build([, tokens, width]: number[]): void {
    this.positions = this.weight('positions', [tokens!, width!]);
    this.built = true;
  }

  protected compute(x: tf.Tensor): tf.Tensor {
    return tf.add(x, this.positions.read());
  }
}

/** Self-attention and two dense layers, each with a shortcut and layer normalisation after it. */
export class EncoderLayer extends OneInput {
  static readonly className = 'EncoderLayer';
  private readonly weights_: Record<string, Weight> = {};

  constructor(
    private readonly parts: EncoderParts,
    private readonly heads: number,
    private readonly hidden: number,
  ) {
    super({});
  }

  override build(shape: number[]): void {
    const width = shape.at(-1)!;
    const dense = {
      query: [width, width],
      key: [width, width],
      value: [width, width],
      joint: [width, width],
      expansion: [width, this.hidden],
      contraction: [this.hidden, width],
    };
    for (const [name, sizes] of Object.entries(dense)) {
      this.weights_[`${name}_kernel`] = this.weight(`${name}_kernel`, sizes);
      this.weights_[`${name}_bias`] = this.weight(`${name}_bias`, [sizes[1]!], tf.initializers.zeros());
    }
    for (const name of ['attention', 'dense']) {
      this.weights_[`${name}_gamma`] = this.weight(`${name}_gamma`, [width], tf.initializers.ones());
      this.weights_[`${name}_beta`] = this.weight(`${name}_beta`, [width], tf.initializers.zeros());
    }
    this.built = true;
  }

  protected compute(x: tf.Tensor): tf.Tensor {
    const [batch, tokens, width] = x.shape as [number, number, number];
    const split = (name: string): tf.Tensor =>
      tf.transpose(tf.reshape(this.dense(name, x), [batch, tokens, this.heads, width / this.heads]), [0, 2, 1, 3]);
    const mixed = this.parts.attention(split('query'), split('key'), split('value'));
    const joined = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), x.shape);
    const attended = this.normalised('attention', tf.add(x, this.dense('joint', joined)));
    const changed = this.dense('contraction', this.parts.gelu(this.dense('expansion', attended)));
    return this.normalised('dense', tf.add(attended, changed));
  }

  private read(name: string): tf.Tensor {
    return this.weights_[name]!.read();
  }

  private dense(name: string, x: tf.Tensor): tf.Tensor {
    const rows = tf.reshape(x, [-1, x.shape.at(-1)!]);
    const product = tf.add(tf.matMul(rows, this.read(`${name}_kernel`)), this.read(`${name}_bias`));
    return tf.reshape(product, [...x.shape.slice(0, -1), product.shape[1]!]);
  }

  private normalised(name: string, x: tf.Tensor): tf.Tensor {
    return this.parts.layerNorm(x, this.read(`${name}_gamma`), this.read(`${name}_beta`));
  }
}
