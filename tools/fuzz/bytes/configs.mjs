import fc from 'fast-check';
import { edited, edits } from './edits.mjs';
import { hostileValues, longTexts } from './hostile.mjs';

/** A small project, as users write it. */
export const PROJECT = `learner: { name: supervised, model: { name: mlp, inputSize: 4, hiddenSizes: [2], outputSize: 3 }, loss: cross-entropy, optimizer: { name: adam, lr: 0.01 }, metrics: [accuracy] }
data: { dataset: iris, batchSize: 50, split: { validation: 0.1, test: 0.1 } }
predictor: classification
trainer: { maxEpochs: 1, progressBar: false, loggers: [] }
seed: 7
folder: false
`;

const PATHS = [
  ...[
    'learner',
    'learner.model',
    'learner.model.inputSize',
    'learner.model.hiddenSizes',
    'learner.model.hiddenSizes.0',
    'learner.loss',
  ],
  ...[
    'learner.loss.name',
    'learner.optimizer.lr',
    'learner.metrics',
    'learner.metrics.0',
    'data',
    'data.dataset',
    'data.batchSize',
  ],
  ...[
    'data.split',
    'data.split.test',
    'predictor',
    'trainer',
    'trainer.maxEpochs',
    'trainer.callbacks',
    'trainer.engine',
    'seed',
    'name',
  ],
  ...[
    'folder',
    'plugins',
    'plugins.0',
    '__proto__.a',
    'constructor.prototype.a',
    '',
    '.',
    'a..b',
    'learner.no',
    'data.dataset.__proto__',
  ],
];

/** Values to set, as they stand after a command. */
export const overrides = fc.array(
  fc.oneof(
    fc.tuple(fc.constantFrom(...PATHS), hostileValues).map(([path, value]) => `${path}=${JSON.stringify(value)}`),
    fc.tuple(fc.constantFrom(...PATHS), fc.string({ maxLength: 12 })).map(([path, value]) => `${path}=${value}`),
    fc.string({ maxLength: 12 }),
  ),
  { maxLength: 3 },
);

/** Texts that look like a project. */
export const configTexts = fc.oneof(
  edits.map((changes) => new TextDecoder().decode(edited(new TextEncoder().encode(PROJECT), changes))),
  fc
    .tuple(
      fc.constantFrom(
        '&a ',
        '*a',
        '<<: ',
        '!!js/function ',
        '!!binary ',
        '? ',
        '- ',
        '%YAML 1.1\n',
        '---\n',
        '\t',
        '"',
        '|\n',
        '>',
      ),
      fc.nat(PROJECT.length),
    )
    .map(([text, at]) => PROJECT.slice(0, at) + text + PROJECT.slice(at)),
  fc.json({ maxDepth: 4 }),
  fc.string({ maxLength: 40 }),
  longTexts,
);
