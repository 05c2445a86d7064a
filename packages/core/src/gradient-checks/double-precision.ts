import * as tf from '@tensorflow/tfjs';

import { RandomStreams } from '../random/random-streams.js';

const single = Float32Array;

/**
 * Runs something with numbers of 64 bits wherever `Float32Array` is named, as by the cpu backend of TensorFlow.js, so that
 * differences of it are exact to many digits. It is not asynchronous, so that nobody else meets such arrays.
 */
export function inDouble<Value>(run: () => Value): Value {
  const { platform } = tf.env();
  const own = Object.getOwnPropertyDescriptor(platform, 'isTypedArray');
  const isTypedArray = platform.isTypedArray.bind(platform);
  function Double(...given: ConstructorParameters<typeof Float64Array>): Float64Array {
    return new Float64Array(...given);
  }
  Object.defineProperty(Double, Symbol.hasInstance, {
    value: (object: unknown) => object instanceof Float64Array || object instanceof single,
  });
  Object.assign(Double, { from: Float64Array.from.bind(Float64Array), of: Float64Array.of.bind(Float64Array) });
  globalThis.Float32Array = Double as unknown as Float32ArrayConstructor;
  platform.isTypedArray = (array: unknown): array is Float32Array =>
    array instanceof Float64Array || isTypedArray(array);
  try {
    return run();
  } finally {
    globalThis.Float32Array = single;
    if (own === undefined) delete (platform as { isTypedArray?: unknown }).isTypedArray;
    else Object.defineProperty(platform, 'isTypedArray', own);
  }
}

/** Random numbers as ever within {@link inDouble}: their bits are laid out for 32. */
export class SingleStreams extends RandomStreams {
  /** As ever. */
  override uniform(...given: Parameters<RandomStreams['uniform']>): Float32Array {
    return inSingle(() => super.uniform(...given));
  }

  /** As ever. */
  override normal(...given: Parameters<RandomStreams['normal']>): Float32Array {
    return inSingle(() => super.normal(...given));
  }

  /** As ever. */
  override mask(...given: Parameters<RandomStreams['mask']>): Float32Array {
    return inSingle(() => super.mask(...given));
  }
}

function inSingle<Value>(run: () => Value): Value {
  const current = globalThis.Float32Array;
  globalThis.Float32Array = single;
  try {
    return run();
  } finally {
    globalThis.Float32Array = current;
  }
}
