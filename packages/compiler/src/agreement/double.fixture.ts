import * as tf from '@tensorflow/tfjs';

/**
 * Runs something with numbers of 64 bits wherever `Float32Array` is named, as by the cpu backend of TensorFlow.js: the
 * reference that tells how far an engine is off.
 */
export async function inDouble<Value>(run: () => Promise<Value>): Promise<Value> {
  const single = globalThis.Float32Array;
  const { platform } = tf.env();
  const isTypedArray = platform.isTypedArray.bind(platform);
  function Double(...given: ConstructorParameters<typeof Float64Array>): Float64Array {
    return new Float64Array(...given);
  }
  Object.defineProperty(Double, Symbol.hasInstance, {
    value: (object: unknown) => object instanceof Float64Array || object instanceof single,
  });
  const standIn = Object.assign(Double, {
    from: Float64Array.from.bind(Float64Array),
    of: Float64Array.of.bind(Float64Array),
  });
  globalThis.Float32Array = standIn as unknown as Float32ArrayConstructor;
  platform.isTypedArray = (array: unknown): array is Float32Array =>
    array instanceof Float64Array || isTypedArray(array);
  try {
    return await run();
  } finally {
    globalThis.Float32Array = single;
    platform.isTypedArray = isTypedArray;
  }
}
