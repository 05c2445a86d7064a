import * as tf from '@tensorflow/tfjs';

import { columnarDataset } from '../../data/columnar.js';
import { DataModule } from '../../data/data-module.js';
import { ndArray } from '../../data/nd-array.js';
import type { Splitter } from '../../data/splitter.js';
import { fromLayers } from '../../adapters/layers-model.js';
import { descent, tinyLearner } from '../../training/tiny-learner.fixture.js';
import { Project, type ProjectOptions } from '../project.js';
import { quiet } from '../tiny-plugin.fixture.js';
import golden from './goldens/model-selection.json' with { type: 'json' };

/** The cases of a part of the golden file. */
export function goldenCases<Case extends object>(part: string): readonly (Case & { readonly name: string })[] {
  return golden.cases.filter((one) => one.part === part) as unknown as readonly (Case & { readonly name: string })[];
}

const [{ x, y, folds }] = goldenCases<{ x: number[]; y: number[]; folds: number[][] }>('data') as [never];

/** The golden file's folds. */
export const goldenFolds: Splitter = {
  *split({ length }) {
    for (const test of folds as number[][]) {
      yield { train: Array.from({ length }, (_, index) => index).filter((index) => !test.includes(index)), test };
    }
  },
};

/** Predicts `scale` times x and learns nothing. */
export function goldenProject(options: Partial<ProjectOptions> = {}): Project {
  const rows = (values: number[]) => ndArray(Float32Array.from(values), { shape: [values.length, 1] });
  const dataset = columnarDataset(() => ({ input: rows(x), target: rows(y) }));
  const model = (scale: number) =>
    fromLayers(() =>
      tf.sequential({
        layers: [
          tf.layers.dense({
            units: 1,
            inputShape: [1],
            useBias: false,
            kernelInitializer: tf.initializers.constant({ value: scale }),
          }),
        ],
      }),
    );
  return new Project({
    learner: ({ params }) =>
      tinyLearner({ model: model((params['scale'] as number | undefined) ?? 1), optimizer: descent(0) }),
    data: new DataModule({ dataset, batchSize: 8 }),
    trainer: { ...quiet, maxEpochs: 1 },
    folder: false,
    ...options,
  });
}
