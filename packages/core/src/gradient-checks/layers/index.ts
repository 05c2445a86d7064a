import type * as tf from '@tensorflow/tfjs';

import { fromLayers } from '../../adapters/layers-model.js';
import type { NdArray } from '../../data/nd-array.js';
import { RandomStreams } from '../../random/random-streams.js';
import { currentStepContext, withStepContext, type StepContext } from '../../steps/step-context.js';
import type { GradientCase, GradientProblem } from '../gradient-case.js';
import type { LayerCase, LayerCases } from './build.js';
import { imageLayers } from './image.js';
import { plainLayers } from './plain.js';
import { randomLayers } from './random.js';
import { recurrentLayers } from './recurrent.js';

/** All layers of TensorFlow.js, each in a small model: those for images, recurrent ones, those that draw, and the others. */
export const gradientLayers: Readonly<Record<'plain' | 'random' | 'recurrent' | 'image', LayerCases>> = {
  plain: plainLayers,
  random: randomLayers,
  recurrent: recurrentLayers,
  image: imageLayers,
};

/** Layers as functions of their inputs and weights. */
export const layerCases: readonly GradientCase[] = Object.values(gradientLayers).flatMap((cases) =>
  Object.entries(cases).map(([name, one]): GradientCase => {
    const { make: _, inputs: __, ofInputs: ___, ...traits } = one;
    return { name: `layers.${name}`, kind: 'layer', ...traits, open: () => open(one) };
  }),
);

/** A model as a function, with regularization, which is added to the loss. */
async function open({ make, inputs, ofInputs = true }: LayerCase): Promise<GradientProblem> {
  const model = fromLayers(make);
  await model.build({ random: new RandomStreams(7) });
  const values = await model.getWeights();
  const weights = model.weights.map(({ name }, index) => [name, disturbed(name, values[name]!, index)] as const);
  const trainable = new Set(model.weights.filter((weight) => weight.trainable).map(({ name }) => name));
  const fixed = [
    ...(ofInputs ? [] : inputs.keys()),
    ...weights.flatMap(([name], index) => (trainable.has(name) ? [] : [inputs.length + index])),
  ];
  return {
    inputs: [...inputs, ...weights.map(([, value]) => value)],
    fixed,
    compute(...tensors) {
      const given = new Map(weights.map(([name], index) => [name, tensors[inputs.length + index]!]));
      return withStepContext(withWeights(currentStepContext()!, given), () => {
        const outputs = [model.apply<tf.Tensor | tf.Tensor[]>(tensors.slice(0, inputs.length))].flat();
        const penalty = model.penalty?.();
        return penalty === undefined ? outputs : [...outputs, penalty];
      });
    },
    dispose: () => model.dispose(),
  };
}

/** Weights of which none is a special case, as zeros and ones are. A variance stays above zero. */
function disturbed(name: string, { dtype, shape, data }: NdArray, index: number): NdArray {
  const noise = new RandomStreams(index + 1).normal('weights', 0, data.length);
  const by = name.endsWith('variance') ? 0 : 0.1;
  return {
    dtype,
    shape,
    data: Float32Array.from(data as Float32Array, (value, at) => value + by * noise[at]!),
  };
}

/** The context of the step that runs, with weights that are no state; new statistics are dropped. */
function withWeights(context: StepContext, weights: ReadonlyMap<string, tf.Tensor>): StepContext {
  return {
    ...context,
    names: [...weights.keys()],
    read: (name) => weights.get(name)!,
    readBefore: (name) => weights.get(name)!,
    write: () => undefined,
  };
}
