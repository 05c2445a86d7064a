// Trains for long in a worker on onnx, asks it by a message to end, and prints on which engine it was, how it ended, and that all is well.
import '@lml/compiler';
import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { mlp } from '@lml/models';
import { sgd } from '@lml/optimizers';
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const [engine] = await once(worker, 'message');
  worker.postMessage('end');
  const [status] = await once(worker, 'message');
  const [code] = await once(worker, 'exit');
  console.log(JSON.stringify({ engine, status, code }));
} else {
  const controller = new AbortController();
  parentPort.once('message', () => controller.abort());
  const underWay = {
    name: 'under-way',
    trainEpochEnd: ({ clock, engine }) => void (clock.epoch === 2 && parentPort.postMessage(engine.name)),
  };
  const learner = supervised({
    data: new DataModule({ dataset: iris() }),
    model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
    loss: crossEntropy(),
    optimizer: sgd({ lr: 0.01 }),
  });
  const trainer = { maxSeconds: 10 ** 6, loggers: [], callbacks: [underWay] };
  const { status } = await new Project({ learner, trainer, folder: false }).train({ signal: controller.signal });
  parentPort.postMessage(status);
}
