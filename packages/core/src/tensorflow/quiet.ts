import * as tf from '@tensorflow/tfjs';

/** Keeps TensorFlow.js from advertising tfjs-node on its first use in Node; what is faster here, the docs of LML say. */
export function silenceBanner(): void {
  const cpu = tf.findBackend('cpu') as object | null;
  if (cpu === null || !('firstUse' in cpu)) return;
  // This instance is used by tf.setBackend; tf.ready makes the backend anew, so its class is told too.
  cpu.firstUse = false;
  Object.defineProperty(Object.getPrototypeOf(cpu), 'firstUse', {
    get: () => false,
    set: () => undefined,
    configurable: true,
  });
}
