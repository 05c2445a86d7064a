import { gradientLayers } from '@lml/core/gradients';
import * as tf from '@tensorflow/tfjs';

import { alone, stack, type LayerCase, type LayerCases } from './build.fixture.js';
import { Resized } from './references.fixture.js';

const { layers } = tf;

const dense = (units: number) => (): tf.layers.Layer => layers.dense({ units, activation: 'tanh' });

/** The layers whose gradients are checked; what cannot be differentiated cannot be trained. */
function trained(cases: (typeof gradientLayers)['plain']): LayerCases {
  return Object.fromEntries(
    Object.entries(cases).map(([name, { make, inputs, ofInputs = true, refused }]): [string, LayerCase] => {
      const subject = { make, inputs, ofInputs };
      return [name, refused === undefined ? subject : { ...subject, fails: `passes through '${refused}'` }];
    }),
  );
}

/** Layers that are neither for images nor for sequences, and do not draw. */
export const plainLayers: LayerCases = {
  ...trained(gradientLayers.plain),
  'softmax: another axis': {
    ...alone([4, 5], dense(5), () => layers.softmax({ axis: 1 })),
    fails: 'along a non-last dimension is not yet supported',
  },
};

/** Layers that draw from the step's random streams. */
export const randomLayers: LayerCases = trained(gradientLayers.random);

/** Recurrent layers, their cells and what wraps layers. */
export const recurrentLayers: LayerCases = trained(gradientLayers.recurrent);

const image = trained(gradientLayers.image);
const resized = (name: string, ...given: ConstructorParameters<typeof Resized>): LayerCases => ({
  [name]: { ...image[name]!, reference: stack([6, 7, 2], dense(2), () => new Resized(...given)) },
});

/** Layers for images, lines and volumes. */
export const imageLayers: LayerCases = {
  ...image,
  ...resized('upSampling2d: nearest', 'nearest', [12, 21]),
  ...resized('upSampling2d: bilinear', 'bilinear', [12, 21]),
  resizing: {
    ...alone([6, 7, 2], dense(2), () => layers.resizing({ height: 9, width: 5 })),
    fails: 'x must be rank 3 or 4',
  },
};
