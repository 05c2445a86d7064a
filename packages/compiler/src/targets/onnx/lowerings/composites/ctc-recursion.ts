import { compositeNames, CTC_IMPOSSIBLE } from '@lml/core/engine';

import type { GraphValue } from '../../../../graph/graph.js';
import type { Emitter } from '../../emitter.js';
import type { Lowering } from '../../lowering.js';
import { named } from './named.js';
import { scan } from './scan.js';

/** The composite `ctc-recursion`: a loop over frames, in which nothing is read or written but rows of places. */
export const ctcRecursion: Lowering = {
  ops: [compositeNames.ctcRecursion],
  lower({ inputs, outputs }, emit) {
    const { ofLabels, ofBlanks, leads, start } = named(Object.values(inputs), INPUTS);
    const [rows] = start.shape as [number];
    const impossible = emit.scalar(CTC_IMPOSSIBLE, 'float32');
    const blanks = emit.node('Expand', [impossible, emit.int64s(start.shape)]);
    const mayLead = emit.input(leads);
    // One place to the right: the last one is left behind.
    const shift = emit.int64s([0, 1, 0, -1]);
    const [, , labelStates, blankStates] = scan(emit, {
      states: [
        [emit.input(start), start.shape],
        [blanks, start.shape],
      ],
      slices: [
        [emit.input(ofLabels), start.shape],
        [emit.input(ofBlanks), [rows, 1]],
      ],
      backwards: false,
      step(inner, [labels, blanks], [label, blank]) {
        const silent = logAddExp(inner, labels!, blanks!);
        const arriving = inner.node('Pad', [inner.node('Where', [mayLead, silent, blanks!]), shift, impossible]);
        const said = logAddExp(inner, labels!, arriving);
        return {
          states: [inner.node('Add', [said, label!]), inner.node('Add', [silent, blank!])],
          collected: [
            [said, start.shape],
            [silent, start.shape],
          ],
        };
      },
    });
    const [ofLabelStates, ofBlankStates] = outputs as [GraphValue, GraphValue];
    emit.define(ofLabelStates, labelStates!);
    emit.define(ofBlankStates, blankStates!);
  },
};

const INPUTS = ['ofLabels', 'ofBlanks', 'leads', 'start'] as const;

/** ln(eᵃ + eᵇ), by the sigmoid, which ONNX Runtime computes faster than a softplus: −ln σ(d) = ln(1 + e⁻ᵈ). */
function logAddExp(emit: Emitter, a: string, b: string): string {
  const distance = emit.node('Abs', [emit.node('Sub', [a, b])]);
  return emit.node('Sub', [emit.node('Max', [a, b]), emit.node('Log', [emit.node('Sigmoid', [distance])])]);
}
