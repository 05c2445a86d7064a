import * as tf from '@tensorflow/tfjs';

/** @typedef {ReturnType<tf.layers.Layer['addWeight']>} Weight */
/** @typedef {{ kernel: Weight, bias: Weight }} Dense */
/** @typedef {{ gamma: Weight, beta: Weight }} Norm */

/**
 * An encoder layer: self-attention and two dense layers, each with a shortcut and layer normalisation after it.
 *
 * Source: Vaswani et al., Attention is all you need, 2017; GELU in place of ReLU.
 */
export class EncoderLayer extends tf.layers.Layer {
  static className = 'EncoderLayer';

  /** @param {{ heads: number, hidden: number, parts: import('./plain-parts.mjs').EncoderParts }} options */
  constructor({ heads, hidden, parts }) {
    super({});
    this.heads = heads;
    this.hidden = hidden;
    this.parts = parts;
  }

  /**
   * @override
   * @param {tf.Shape} shape
   */
  build(shape) {
    const width = Number(shape[shape.length - 1]);
    this.projection = this.#dense('projection', width, 3 * width);
    this.joint = this.#dense('joint', width, width);
    this.expansion = this.#dense('expansion', width, this.hidden);
    this.contraction = this.#dense('contraction', this.hidden, width);
    this.afterAttention = this.#norm('after_attention', width);
    this.afterDense = this.#norm('after_dense', width);
    this.built = true;
  }

  /**
   * @override
   * @param {tf.Tensor | tf.Tensor[]} inputs
   */
  call(inputs) {
    return tf.tidy(() => {
      const sequences = Array.isArray(inputs) ? inputs[0] : inputs;
      const [batch, tokens, width] = sequences.shape;
      const x = tf.reshape(sequences, [batch * tokens, width]);
      const mixed = this.#attention(apply(this.projection, x), sequences.shape);
      const attended = this.#normalised(this.afterAttention, tf.add(x, apply(this.joint, mixed)));
      const changed = apply(this.contraction, this.parts.gelu(apply(this.expansion, attended)));
      return tf.reshape(this.#normalised(this.afterDense, tf.add(attended, changed)), sequences.shape);
    });
  }

  /**
   * @param {tf.Tensor} projected `[batch · tokens, 3 · width]`: queries, keys and values beside each other
   * @param {readonly number[]} shape `[batch, tokens, width]`
   */
  #attention(projected, [batch, tokens, width]) {
    const [query, key, value] = tf
      .split(projected, 3, 1)
      .map((part) => tf.transpose(tf.reshape(part, [batch, tokens, this.heads, width / this.heads]), [0, 2, 1, 3]));
    const mixed = this.parts.attention(query, key, value);
    return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch * tokens, width]);
  }

  /**
   * @param {Norm | undefined} weights there once the layer is built
   * @param {tf.Tensor} x
   */
  #normalised(weights, x) {
    const { gamma, beta } = /** @type {Norm} */ (weights);
    return this.parts.layerNorm(x, gamma.read(), beta.read());
  }

  /**
   * @param {string} name
   * @param {number} from
   * @param {number} to
   * @returns {Dense}
   */
  #dense(name, from, to) {
    return {
      kernel: this.addWeight(`${name}_kernel`, [from, to], 'float32', tf.initializers.glorotUniform({})),
      bias: this.addWeight(`${name}_bias`, [to], 'float32', tf.initializers.zeros()),
    };
  }

  /**
   * @param {string} name
   * @param {number} width
   * @returns {Norm}
   */
  #norm(name, width) {
    return {
      gamma: this.addWeight(`${name}_gamma`, [width], 'float32', tf.initializers.ones()),
      beta: this.addWeight(`${name}_beta`, [width], 'float32', tf.initializers.zeros()),
    };
  }
}

/**
 * @param {Dense | undefined} weights there once the layer is built
 * @param {tf.Tensor} x
 */
function apply(weights, x) {
  const { kernel, bias } = /** @type {Dense} */ (weights);
  return tf.add(tf.matMul(/** @type {tf.Tensor2D} */ (x), kernel.read()), bias.read());
}
