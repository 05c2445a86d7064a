import { DataModule, pad, Project } from '@lml/core';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { adam } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import { bagOfTokens, characters, lengthBuckets, texts } from 'lml-plugin-showcase';

const odd = ['one', 'to be', 'a lazy dog', 'I sleep', 'who', 'seven', 'xyz', 'birds'];
const all =
  'one,fish,to be,a lazy dog,I sleep,who,seven,xyz,cats purr,ok,birds,the moon shines,up,red rose,no,all is well'.split(
    ',',
  );

/** The project of ragged-texts.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'ragged-texts',
    learner: supervised({
      model: bagOfTokens({ tokens: 28, numClasses: 2 }),
      loss: crossEntropy(),
      optimizer: adam({ lr: 0.1 }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({
      dataset: texts({
        tokenizer: characters({ alphabet: 'abcdefghijklmnopqrstuvwxyz' }),
        texts: all,
        labels: all.map((text) => (odd.includes(text) ? 'odd' : 'even')),
      }),
      batchSize: 4,
      evaluationBatchSize: 16,
      collate: pad({ multipleOf: 4 }),
      sampler: lengthBuckets({ pool: 2 }),
      split: { test: 0.25 },
    }),
    trainer: { maxEpochs: 4, engine },
    seed: 1,
    folder,
  });
