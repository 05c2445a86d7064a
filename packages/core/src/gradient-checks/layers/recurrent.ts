import * as tf from '@tensorflow/tfjs';

import { ndArray } from '../../data/nd-array.js';
import { alone, behind, integers, type LayerCases, normal, stack } from './build.js';

const { layers } = tf;

const sequence = [5, 3];

/** Three sequences of which the ends are left out: 5, 3 and 2 steps. */
const masked = ndArray(
  Float32Array.from(normal(4, [3, 5, 3]).data as Float32Array, (value, at) => {
    const [row, time] = [Math.floor(at / 15), Math.floor(at / 3) % 5];
    return time < [5, 3, 2][row]! ? value : 0;
  }),
  { shape: [3, 5, 3] },
);

const kinds = {
  simpleRNN: layers.simpleRNN,
  lstm: layers.lstm,
  gru: layers.gru,
} as Record<string, typeof layers.lstm>;

const common: LayerCases = Object.fromEntries(
  Object.entries(kinds).flatMap(([name, layer]) => [
    [`${name}: last`, alone(sequence, () => layer({ units: 4 }))],
    [
      `${name}: one step`,
      alone(
        [1, 3],
        () => layer({ units: 4, returnSequences: true }),
        () => layer({ units: 2 }),
      ),
    ],
    [
      `${name}: sequences, backwards`,
      alone(sequence, () => layer({ units: 4, returnSequences: true, goBackwards: true })),
    ],
    [
      `${name}: sigmoid gates, relu`,
      alone(sequence, () =>
        layer({ units: 4, activation: 'relu', ...(name !== 'simpleRNN' && { recurrentActivation: 'sigmoid' }) }),
      ),
    ],
    [`${name}: without bias`, alone(sequence, () => layer({ units: 3, useBias: false, returnSequences: true }))],
    [`${name}: dropout`, alone(sequence, () => layer({ units: 4, dropout: 0.3, recurrentDropout: 0.4 }))],
    [
      `${name}: regularizers`,
      alone(sequence, () =>
        layer({ units: 3, kernelRegularizer: 'l1l2', recurrentRegularizer: 'l1l2', biasConstraint: 'nonNeg' }),
      ),
    ],
    [
      `${name}: masked`,
      {
        make: stack(
          sequence,
          () => layers.masking({ maskValue: 0 }),
          () => layer({ units: 3, returnSequences: true }),
          () => layer({ units: 2 }),
        ),
        inputs: [masked],
        ofInputs: false,
      },
    ],
  ]),
);

/** Recurrent layers, their cells and what wraps layers. */
export const recurrentLayers: LayerCases = {
  ...common,
  'lstm: sigmoid gates': alone(sequence, () =>
    layers.lstm({ units: 4, recurrentActivation: 'sigmoid', unitForgetBias: false, returnSequences: true }),
  ),
  'lstm: states handed on': {
    make() {
      const input = tf.input({ shape: sequence });
      const [, ...states] = layers.lstm({ units: 4, returnState: true }).apply(input) as tf.SymbolicTensor[];
      const decoder = layers.lstm({ units: 4, returnSequences: true });
      return tf.model({ inputs: input, outputs: decoder.apply(input, { initialState: states }) as tf.SymbolicTensor });
    },
    inputs: [normal(5, [3, ...sequence])],
  },
  'masking: before a dense layer': {
    make: stack(
      sequence,
      () => layers.masking({ maskValue: 0 }),
      () => layers.timeDistributed({ layer: layers.dense({ units: 2 }) }),
    ),
    inputs: [masked],
    ofInputs: false,
  },
  'masking: behind a layer': behind(sequence, () => layers.masking({ maskValue: 0 })),
  'embedding: zero is masked': {
    make: stack(
      [5],
      () => layers.embedding({ inputDim: 6, outputDim: 3, maskZero: true }),
      () => layers.gru({ units: 3 }),
    ),
    inputs: [integers(6, [3, 5], 6)],
  },
  'rnn: simpleRNNCell': alone(sequence, () => layers.rnn({ cell: layers.simpleRNNCell({ units: 3 }) })),
  'rnn: lstmCell': alone(sequence, () => layers.rnn({ cell: layers.lstmCell({ units: 3 }), returnSequences: true })),
  'rnn: gruCell': alone(sequence, () => layers.rnn({ cell: layers.gruCell({ units: 3 }) })),
  'rnn: stackedRNNCells': alone(sequence, () =>
    layers.rnn({
      cell: layers.stackedRNNCells({
        cells: [layers.lstmCell({ units: 3 }), layers.gruCell({ units: 2 }), layers.simpleRNNCell({ units: 2 })],
      }),
      returnSequences: true,
    }),
  ),
  ...Object.fromEntries(
    (['sum', 'mul', 'concat', 'ave'] as const).map((mergeMode) => [
      `bidirectional: ${mergeMode}`,
      alone(sequence, () =>
        layers.bidirectional({ layer: layers.lstm({ units: 3, returnSequences: true }), mergeMode }),
      ),
    ]),
  ),
  'bidirectional: of a gru, last': alone(sequence, () =>
    layers.bidirectional({ layer: layers.gru({ units: 3 }), mergeMode: 'concat' }),
  ),
  'timeDistributed: dense': behind(sequence, () =>
    layers.timeDistributed({ layer: layers.dense({ units: 4, activation: 'tanh' }) }),
  ),
  'timeDistributed: a convolution': alone([3, 5, 5, 2], () =>
    layers.timeDistributed({ layer: layers.conv2d({ filters: 2, kernelSize: 2 }) }),
  ),
  convLstm2d: alone([3, 4, 4, 2], () => layers.convLstm2d({ filters: 2, kernelSize: 2 })),
  'convLstm2d: same, sequences': alone([3, 4, 4, 1], () =>
    layers.convLstm2d({ filters: 2, kernelSize: 3, padding: 'same', returnSequences: true }),
  ),
  'convLstm2d: dropout': alone([3, 4, 4, 1], () =>
    layers.convLstm2d({ filters: 2, kernelSize: 2, dropout: 0.3, recurrentDropout: 0.3 }),
  ),
  'convLstm2d: strides': alone([3, 4, 4, 1], () =>
    layers.convLstm2d({ filters: 1, kernelSize: 2, strides: 2, activation: 'sigmoid' }),
  ),
};
