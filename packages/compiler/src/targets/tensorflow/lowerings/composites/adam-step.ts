import { compositeNames } from '@lml/core/engine';

import type { GraphValue } from '../../../../graph/graph.js';
import type { Emitter } from '../../emitter.js';
import type { Lowering } from '../../lowering.js';

/** The composite `adam-step`, in plain ops; where it is all that becomes of state, what writes that takes one op instead. */
export const adamStep: Lowering = {
  ops: [compositeNames.adamStep],
  lower({ inputs, outputs }, emit) {
    const names = Object.values(inputs).map((value) => emit.input(value));
    const [gradient, mean, square, size, epsilon, beta1, rest1, beta2, rest2] = names as [string, ...string[]];
    const nextMean = runningMean(mean!, gradient, beta1!, rest1!, emit);
    const nextSquare = runningMean(square!, emit.float('Square', gradient), beta2!, rest2!, emit);
    const divisor = emit.float('AddV2', emit.float('Sqrt', nextSquare), epsilon!);
    const step = emit.float('RealDiv', emit.float('Mul', size!, nextMean), divisor);
    emit.adamSteps.set(step, { inputs: names, moments: [nextMean, nextSquare] });
    const found = [step, nextMean, nextSquare];
    outputs.forEach((output: GraphValue, index) => emit.define(output, found[index]!));
  },
};

function runningMean(mean: string, value: string, kept: string, rest: string, emit: Emitter): string {
  return emit.float('AddV2', emit.float('Mul', kept, mean), emit.float('Mul', rest, value));
}
