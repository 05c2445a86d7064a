import { consoleLogger } from './loggers/console.js';
import { earlyStopping } from './callbacks/early-stopping.js';
import { modelCheckpoint } from './callbacks/model-checkpoint.js';
import type { Learner } from '../learning/learner.js';
import type { Callback } from './callback.js';
import { Trainer } from './trainer.js';
import { eager } from '../engines/eager-engine.js';

// A run must know when to end.
new Trainer({ maxEpochs: 1 });
new Trainer({ maxSteps: 1 });
new Trainer({ maxSeconds: 1, loggers: [] });
// @ts-expect-error no limit
new Trainer();
// @ts-expect-error no limit
new Trainer({});
// @ts-expect-error no limit
new Trainer({ minEpochs: 1, loggers: [] });

// Components are called.
const own: Callback = { name: 'own', trainEnd: () => undefined };
new Trainer({ maxEpochs: 1, callbacks: [earlyStopping(), own], loggers: [consoleLogger()], engine: eager() });
// @ts-expect-error it is not called
new Trainer({ maxEpochs: 1, callbacks: [earlyStopping] });
// @ts-expect-error it is not called
new Trainer({ maxEpochs: 1, callbacks: [own, modelCheckpoint] });
// @ts-expect-error it is not called
new Trainer({ maxEpochs: 1, loggers: [consoleLogger] });
// @ts-expect-error it is not called
new Trainer({ maxEpochs: 1, engine: eager });

// What is predicted are numbers, by which names are found.
declare const trainer: Trainer;
declare const learner: Learner;
const labels = await trainer.predict(learner);
const names = ['setosa', 'versicolor'];
Array.from(labels.data, (label) => names[label]) satisfies (string | undefined)[];
