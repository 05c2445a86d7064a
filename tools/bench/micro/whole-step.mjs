// How long a whole training step takes: node tools/bench/micro/whole-step.mjs <model> <batch> <threads> <steps> [profile]
// The processor's time with one thread is hardly disturbed by what else computes.
import { OnnxEngine } from '@lml/compiler';
import { DataModule, fromLayers, openSession } from '@lml/core';
import { labelled } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { adam } from '@lml/optimizers';
import { layersModels } from '../layers/index.mjs';
import { MODELS } from '../models.mjs';
import { compositeParts } from '../node/composite-parts.mjs';

const [name = 'lenet', batchSize = '32', threads = '1', steps = '30', profile] = process.argv.slice(2);
const { shape, dtype, vocabulary, classes } = MODELS[name];
const samples = 2 * Number(batchSize);
let state = 1;
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) | 0;
  return (state >>> 8) / 2 ** 24;
};
const whole = (length, high) => Int32Array.from({ length }, () => Math.floor(uniform() * high));
const size = samples * shape.reduce((a, b) => a * b, 1);
const numbers = dtype === 'int32' ? whole(size, vocabulary) : Float32Array.from({ length: size }, uniform);
const data = new DataModule({
  dataset: labelled({
    inputs: { dtype, shape: [samples, ...shape], data: numbers },
    targets: { dtype: 'int32', shape: [samples], data: whole(samples, classes) },
  }),
  batchSize: Number(batchSize),
});
const learner = supervised({
  data,
  model: fromLayers(() => layersModels[name](compositeParts)),
  loss: crossEntropy(),
  optimizer: adam({ lr: 1e-3 }),
});
const engine = new OnnxEngine({ threads: Number(threads), profile });
const session = await openSession({ learner, data, engine, seed: 0, stages: ['train'] });
const loader = data.loader('train');
await loader.open();
const batches = [];
for await (const { batch } of loader.iterate(0)) batches.push(batch);

const [work, times] = [[], []];
let loss;
for (let number = 0; number < Number(steps); number++) {
  const [started, before] = [performance.now(), process.cpuUsage()];
  for (const step of session.trainingSteps) {
    const hyper = { ...step.hyper(number, step.lr), 'lml/batch': number };
    const { scalars } = await engine.run(step, batches[number % batches.length], { step: number, hyper });
    loss = scalars.loss;
  }
  const { user, system } = process.cpuUsage(before);
  work.push((user + system) / 1000);
  times.push(performance.now() - started);
}
/** What part of the steps after the first three stayed below. */
function part(list, fraction) {
  const sorted = list.slice(3).sort((a, b) => a - b);
  return sorted[Math.floor(fraction * sorted.length)]?.toFixed(2);
}
console.log(`${name}, batch ${batchSize}, ${threads} threads, milliseconds for a step`);
console.log(`  of the processor: median ${part(work, 0.5)}`);
console.log(`  of the clock: least ${part(times, 0)}, a tenth ${part(times, 0.1)}, median ${part(times, 0.5)}`);
console.log(`  ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB; last loss ${(await loss.read()).data[0]}`);
engine.dispose();
