import { Worker, isMainThread } from 'node:worker_threads';
import { loadNativeTensorflow } from '@lml/core/engine';

/** Squares numbers until threads would have met. */
async function compute() {
  const { binding } = await loadNativeTensorflow();
  const attributes = [{ name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }];
  let sum = 0;
  for (let step = 0; step < 3000; step++) {
    const x = binding.createTensor([2], binding.TF_FLOAT, Float32Array.of(1, 2));
    const [square] = binding.executeOp('Square', attributes, [x], 1);
    sum += binding.tensorDataSync(square.id)[1];
    binding.deleteTensor(x);
    binding.deleteTensor(square.id);
  }
  return `${sum} ${binding.getNumOfTensors()}`;
}

if (isMainThread) {
  const threads = [1, 2, 3].map(() => new Worker(new URL(import.meta.url), { stdout: false }));
  const codes = threads.map((thread) => new Promise((resolve) => thread.on('exit', resolve)));
  console.log(await compute());
  for (const code of await Promise.all(codes)) console.log(`exit ${code}`);
} else console.log(await compute());
