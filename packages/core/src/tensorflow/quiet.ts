import * as tf from '@tensorflow/tfjs';

/** Keeps TensorFlow.js from advertising tfjs-node on its first use in Node; what is faster here, the docs of LML say. */
export function silenceBanner(): void {
  const cpu = tf.findBackend('cpu') as object | null;
  if (cpu === null || !('firstUse' in cpu)) return;
  // TensorFlow.js makes the backend anew more than once, so its class is told rather than one instance.
  Object.defineProperty(Object.getPrototypeOf(cpu), 'firstUse', { get: () => false, set: () => undefined, configurable: true });
}
