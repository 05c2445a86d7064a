import { compositeGradient, compositeNames } from '@lml/core/engine';

import { splatOf } from '../../../../graph/graph.js';
import type { Lowering } from '../../lowering.js';
import { GRU_INPUTS, gruParts } from './gru.js';
import { named } from './named.js';
import { defineInputGradients, Gate, recurrentSizes, shiftedRows, timeFirst } from './recurrence.js';
import { scan, type Shaped } from './scan.js';

/** The gradient of `gru`, with all that does not depend on what comes back computed for all times beforehand. */
export const gruGradient: Lowering = {
  ops: [compositeGradient(compositeNames.gru)],
  lower(node, emit) {
    const all = Object.values(node.inputs);
    const { ofSequence, ofHidden } = named(all, ['ofSequence', 'ofHidden']);
    const { x, kernel, recurrentKernel, hidden } = named(all.slice(2), GRU_INPUTS);
    const saved = named(all.slice(2 + GRU_INPUTS.length), ['gates', 'g', 'hs']);
    const ofInputs = named(node.outputs, GRU_INPUTS);
    const sizes = recurrentSizes(x, recurrentKernel);
    const { batch, time, units, rows } = sizes;
    const gate = new Gate(node);
    const one = emit.scalar(1, 'float32');
    const g = emit.input(saved.g);
    const split = { axis: 1, num_outputs: 2 };
    const [update, reset] = emit.split('Split', [emit.input(saved.gates)], split, 2) as [string, string];
    const before = shiftedRows(emit, emit.input(saved.hs), emit.input(hidden), sizes);
    const opened = emit.node('Mul', [reset, before]);
    // What a change of h makes of what flows into z and g, and one of r · h of what flows into r.
    const drop = emit.node('Sub', [before, g]);
    const onUpdate = gate.effect(emit, gate.part(drop, emit.node('Mul', [drop, update])), update);
    const flat = emit.node('Sub', [one, emit.node('Mul', [g, g])]);
    const onCandidate = emit.node('Mul', [emit.node('Sub', [one, update]), flat]);
    const onReset = gate.effect(emit, gate.part(before, opened), reset);
    const [gatesBack, candidateBack] = gruParts(emit, recurrentKernel);
    const state = (name: string): Shaped => [name, [batch, units]];
    const slice = (name: string): Shaped => state(emit.reshape(name, [time, batch, units]));
    // Where only the last h counts, nothing comes from the sequence.
    const direct = splatOf(ofSequence) === 0 ? [] : [state(timeFirst(emit, ofSequence))];
    const [firstHidden, gateFlows, candidateFlows] = scan(emit, {
      states: [state(emit.input(ofHidden))],
      slices: [...[onUpdate, onCandidate, onReset, update, reset].map(slice), ...direct],
      backwards: true,
      step(inner, [ofH], [updateAt, candidateAt, resetAt, keptAt, openAt, ofOutput]) {
        const product = (a: string, b: string): string => inner.node('Mul', [a, b]);
        const ofThis = ofOutput === undefined ? ofH! : inner.node('Add', [ofH!, ofOutput]);
        const candidate = product(ofThis, candidateAt!);
        const ofOpened = inner.node('Gemm', [candidate, candidateBack], { transB: 1 });
        const flows = [product(ofThis, updateAt!), product(ofOpened, resetAt!)];
        const gateFlow = inner.node('Concat', flows, { axis: 1 });
        const past = inner.node('Add', [product(ofThis, keptAt!), product(ofOpened, openAt!)]);
        return {
          states: [inner.node('Gemm', [gateFlow, gatesBack, past], { transB: 1 })],
          collected: [[gateFlow, [batch, 2 * units]], state(candidate)],
        };
      },
    });
    const gateFlow = emit.reshape(gateFlows!, [rows, 2 * units]);
    const candidate = emit.reshape(candidateFlows!, [rows, units]);
    const flow = emit.node('Concat', [gateFlow, candidate], { axis: 1 });
    defineInputGradients(emit, { x, kernel }, flow, sizes, ofInputs);
    const ofRecurrent = [
      emit.node('Gemm', [before, gateFlow], { transA: 1 }),
      emit.node('Gemm', [opened, candidate], { transA: 1 }),
    ];
    emit.define(ofInputs.recurrentKernel, emit.node('Concat', ofRecurrent, { axis: 1 }));
    emit.define(ofInputs.hidden, firstHidden!);
  },
};
