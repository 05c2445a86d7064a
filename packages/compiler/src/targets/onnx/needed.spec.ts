import { PLAIN } from '../../layout/layout.js';
import { Emitter } from './emitter.js';

describe('the finished model', () => {
  it('has neither nodes nor constants that no output depends on', () => {
    const emit = new Emitter(() => PLAIN);
    const x = emit.addInput({ name: 'x', type: 'float32', shape: [2] });
    emit.node('Mul', [emit.node('Exp', [x]), emit.scalar(7, 'float32')]);
    emit.addOutput(emit.node('Add', [emit.node('Neg', [x]), emit.scalar(3, 'float32')]), 'float32', [2]);
    const { nodes, initializers } = emit.finish('model');
    expect(nodes.map(({ op }) => op)).toEqual(['Neg', 'Add']);
    expect(initializers.map(({ bytes }) => new Float32Array(bytes.slice().buffer)[0])).toEqual([3]);
  });

  it('keeps what a graph inside a node uses, and has its constants', () => {
    const emit = new Emitter(() => PLAIN);
    const x = emit.addInput({ name: 'x', type: 'float32', shape: [5, 2] });
    const outside = emit.node('Neg', [emit.addInput({ name: 'y', type: 'float32', shape: [2] })]);
    const body = emit.subgraph('body', (inner) => {
      const row = inner.addInput({ name: inner.freshName(), type: 'float32', shape: [2] });
      inner.node('Exp', [row]);
      const sum = inner.node('Add', [row, outside]);
      inner.addOutput(inner.node('Mul', [sum, inner.scalar(3, 'float32')]), 'float32', [2]);
    });
    const [all] = emit.split('Scan', [x], { body, num_scan_inputs: 1 }, 1);
    emit.addOutput(all!, 'float32', [5, 2]);
    const { nodes, initializers } = emit.finish('model');
    expect(nodes.map(({ op }) => op)).toEqual(['Neg', 'Scan']);
    expect(body.nodes.map(({ op }) => op)).toEqual(['Add', 'Mul']);
    expect([body.initializers.length, initializers.length]).toEqual([0, 1]);
    const names = [...nodes, ...body.nodes].flatMap(({ outputs }) => outputs);
    expect(new Set(names).size).toBe(names.length);
  });
});
