import { compositeGradient, compositeNames } from '@lml/core/engine';

import { splatOf } from '../../../../graph/graph.js';
import type { Lowering } from '../../lowering.js';
import { LSTM_INPUTS } from './lstm.js';
import { named } from './named.js';
import { defineInputGradients, Gate, recurrentSizes, shiftedRows, timeFirst } from './recurrence.js';
import { scan, type Shaped } from './scan.js';

/** i, f, g, o, what the gradient needs of f · c, tanh c, h. */
type Saved = [string, string, string, string, string, string, string];

/**
 * The gradient of `lstm`. What a change of c or h makes of what flows into the gates is known for all times beforehand, so
 * that a step back is two products and three sums; the weights' gradients are one product each, over all times.
 */
export const lstmGradient: Lowering = {
  ops: [compositeGradient(compositeNames.lstm)],
  lower(node, emit) {
    const all = Object.values(node.inputs);
    const { ofSequence, ofHidden, ofCell } = named(all, ['ofSequence', 'ofHidden', 'ofCell']);
    const { x, kernel, recurrentKernel, hidden } = named(all.slice(3), LSTM_INPUTS);
    const [i, f, g, o, kept, curve, hs] = all.slice(3 + LSTM_INPUTS.length).map((value) => emit.input(value)) as Saved;
    const ofInputs = named(node.outputs, LSTM_INPUTS);
    const sizes = recurrentSizes(x, recurrentKernel);
    const { batch, time, units, rows } = sizes;
    const gate = new Gate(node);
    const taken = emit.node('Mul', [g, i]);
    // One part for each gate: what flows into i, f and g changes c, what flows into o changes h.
    const effects = emit.node(
      'Concat',
      [
        gate.effect(emit, gate.part(g, taken), i),
        gate.effect(emit, kept, f),
        emit.node('Sub', [i, emit.node('Mul', [taken, g])]),
        gate.effect(emit, gate.part(curve, hs), o),
      ],
      { axis: 1 },
    );
    const ofCurve = emit.node('Sub', [o, emit.node('Mul', [hs, curve])]);
    const back = emit.input(recurrentKernel);
    const slice = (name: string, width = units): Shaped => [emit.reshape(name, [time, batch, width]), [batch, width]];
    // Where only the last h counts, nothing comes from the sequence.
    const direct = splatOf(ofSequence) === 0 ? [] : [timeFirst(emit, ofSequence)];
    const state = (name: string): Shaped => [name, [batch, units]];
    const [firstHidden, firstCell, flows] = scan(emit, {
      states: [state(emit.input(ofHidden)), state(emit.input(ofCell))],
      slices: [slice(effects, 4 * units), slice(ofCurve), slice(f), ...direct.map(state)],
      backwards: true,
      step(inner, [ofH, ofC], [effect, onCurve, forget, ofOutput]) {
        const ofThis = ofOutput === undefined ? ofH! : inner.node('Add', [ofH!, ofOutput]);
        const ofNext = inner.node('Add', [inner.node('Mul', [ofThis, onCurve!]), ofC!]);
        const changes = inner.node('Concat', [ofNext, ofNext, ofNext, ofThis], { axis: 1 });
        const flow = inner.node('Mul', [changes, effect!]);
        return {
          states: [inner.node('Gemm', [flow, back], { transB: 1 }), inner.node('Mul', [ofNext, forget!])],
          collected: [[flow, [batch, 4 * units]]],
        };
      },
    });
    const flow = emit.reshape(flows!, [rows, 4 * units]);
    const beforeRows = shiftedRows(emit, hs, emit.input(hidden), sizes);
    defineInputGradients(emit, { x, kernel }, flow, sizes, ofInputs);
    emit.define(ofInputs.recurrentKernel, emit.node('Gemm', [beforeRows, flow], { transA: 1 }));
    emit.define(ofInputs.hidden, firstHidden!);
    emit.define(ofInputs.cell, firstCell!);
  },
};
