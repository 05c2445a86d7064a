import * as tf from '@tensorflow/tfjs';

import { gru } from '../composites/gru.js';
import { lstm } from '../composites/lstm.js';
import type { RecurrentActivation, RecurrentWeights } from '../composites/recurrence.js';
import { ownClassName, type CallOptions, type LayerRule } from './layer-rule.js';
import type { LayerVariable } from './layer-weights.js';

interface Cell {
  readonly units: number;
  readonly activation: object | null;
  readonly recurrentActivation: object | null;
  readonly kernel: LayerVariable;
  readonly recurrentKernel: LayerVariable;
  readonly bias?: LayerVariable | null;
  readonly dropout: number;
  readonly recurrentDropout: number;
}

interface RecurrentLayer {
  readonly cell: Cell;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
  readonly unroll: boolean;
  readonly numConstants: number | null;
}

/** The sequence of h, and the last states, h first. */
interface Run {
  readonly sequence: tf.Tensor;
  readonly states: readonly tf.Tensor[];
}

type RunCell = (
  x: tf.Tensor,
  weights: RecurrentWeights,
  recurrentActivation: RecurrentActivation,
  initial: readonly tf.Tensor[] | undefined,
) => Run;

/** Cells that have a composite, with the number of their states. */
const CELLS: Readonly<Record<string, { readonly states: number; readonly run: RunCell }>> = {
  LSTMCell: {
    states: 2,
    run(x, weights, recurrentActivation, [initialHidden, initialCell] = []) {
      const { sequence, hidden, cell } = lstm(x, weights, { recurrentActivation, initialHidden, initialCell });
      return { sequence, states: [hidden, cell] };
    },
  },
  GRUCell: {
    states: 1,
    run(x, weights, recurrentActivation, [initialHidden] = []) {
      const { sequence, hidden } = gru(x, weights, { recurrentActivation, initialHidden });
      return { sequence, states: [hidden] };
    },
  },
};

/** How a recurrent layer with a plain LSTM or GRU cell computes, unless it is told more than a composite knows. */
export function recurrentRule(of: tf.layers.Layer): LayerRule {
  const layer = of as unknown as RecurrentLayer;
  const { cell, returnSequences, returnState, goBackwards } = layer;
  const known = CELLS[ownClassName(cell) ?? ''];
  const recurrentActivation = cell.recurrentActivation && ownClassName(cell.recurrentActivation);
  const isPlain =
    known !== undefined &&
    (recurrentActivation === 'sigmoid' || recurrentActivation === 'hardSigmoid') &&
    cell.activation !== null &&
    ownClassName(cell.activation) === 'tanh' &&
    !layer.stateful &&
    !layer.unroll &&
    layer.numConstants === null;
  if (!isPlain) return () => undefined;
  return (input, options) => {
    const initial = options.initialState ?? undefined;
    if (input.rank !== 3 || input.shape[1] === 0 || options.mask != null || drops(cell, options)) return undefined;
    // TensorFlow.js says what is wrong.
    if (initial !== undefined && initial.length !== known.states) return undefined;
    const x = goBackwards ? tf.reverse(input, 1) : input;
    const weights = {
      kernel: cell.kernel.read(),
      recurrentKernel: cell.recurrentKernel.read(),
      bias: cell.bias?.read(),
    };
    const { sequence, states } = known.run(x, weights, recurrentActivation, initial);
    const output = returnSequences ? sequence : states[0]!;
    return returnState ? [output, ...states] : output;
  };
}

function drops({ dropout, recurrentDropout }: Cell, { training }: CallOptions): boolean {
  return training === true && [dropout, recurrentDropout].some((rate) => rate > 0 && rate < 1);
}
