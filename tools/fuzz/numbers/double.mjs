import { RandomStreams } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/**
 * Runs something with numbers of 64 bits wherever `Float32Array` is named, as by the cpu backend of TensorFlow.js, so that
 * differences of it are exact to many digits. Random numbers are drawn as ever: their bits are laid out for 32.
 *
 * @template Value
 * @param {() => Value | Promise<Value>} run
 * @returns {Promise<Value>}
 */
export async function inDouble(run) {
  const single = globalThis.Float32Array;
  const { platform } = tf.env();
  const isTypedArray = platform.isTypedArray;
  /** @param {...unknown} given */
  function Double(...given) {
    return Reflect.construct(Float64Array, given);
  }
  Object.defineProperty(Double, Symbol.hasInstance, {
    value: (/** @type {unknown} */ object) => object instanceof Float64Array || object instanceof single,
  });
  Object.assign(Double, { from: Float64Array.from.bind(Float64Array), of: Float64Array.of.bind(Float64Array) });
  globalThis.Float32Array = /** @type {Float32ArrayConstructor} */ (/** @type {unknown} */ (Double));
  platform.isTypedArray = /** @type {typeof isTypedArray} */ (
    (/** @type {unknown} */ array) =>
      array instanceof Float64Array || isTypedArray.call(platform, /** @type {Float32Array} */ (array))
  );
  const streams = /** @type {Record<string, (...given: unknown[]) => unknown>} */ (
    /** @type {unknown} */ (RandomStreams.prototype)
  );
  const drawn = ['normal', 'uniform', 'mask'].map((name) => /** @type {const} */ ([name, streams[name]]));
  for (const [name, draw] of drawn) {
    streams[name] = function (...given) {
      const current = globalThis.Float32Array;
      globalThis.Float32Array = single;
      try {
        return draw?.apply(this, given);
      } finally {
        globalThis.Float32Array = current;
      }
    };
  }
  try {
    return await run();
  } finally {
    for (const [name, draw] of drawn) if (draw !== undefined) streams[name] = draw;
    globalThis.Float32Array = single;
    platform.isTypedArray = isTypedArray;
  }
}
