import * as tf from '@tensorflow/tfjs';

/** Keeps TensorFlow.js from advertising tfjs-node on its first use in Node; `lml doctor` and the docs say what there is. */
export function silenceBanner(): void {
  const cpu = tf.findBackend('cpu') as unknown as { firstUse?: boolean } | null;
  if (cpu !== null && cpu.firstUse === true) cpu.firstUse = false;
}
