import type { OnnxModelGraph, OnnxNode } from './model.js';
import { encodeModel } from './encode-model.js';
import { withWrittenProducts } from './product-outputs.js';
import { loadRuntime } from './runtime/node.js';

const value = (name: string, shape: readonly number[]) => ({ name, type: 'float32', shape }) as const;
const node = (op: string, inputs: string[], output: string, attributes: OnnxNode['attributes'] = {}): OnnxNode => ({
  op,
  domain: '',
  inputs,
  outputs: [output],
  attributes,
});
const turn = (from: string, to: string): OnnxNode => node('Transpose', [from], to, { perm: [1, 0] });
const product: readonly OnnxNode[] = [turn('a', 'at'), node('Gemm', ['a', 'at'], 'product')];

function graph(nodes: readonly OnnxNode[], outputs: readonly string[]): OnnxModelGraph {
  const shaped = outputs.map((name) => value(name, [2, 2]));
  return { name: 'graph', nodes, inputs: [value('a', [2, 3])], outputs: shaped, initializers: [] };
}

async function run(model: OnnxModelGraph): Promise<Record<string, number[]>> {
  const runtime = await loadRuntime();
  const session = await runtime.createSession(encodeModel(model), { threads: 1 });
  const room = model.outputs.map(({ name }) => [name, runtime.tensor('float32', new Float32Array(4), [2, 2])] as const);
  const fetches = Object.fromEntries(room);
  await session.run({ a: runtime.tensor('float32', Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]) }, fetches);
  await session.release();
  return Object.fromEntries(Object.entries(fetches).map(([name, { data }]) => [name, Array.from(data, Number)]));
}

describe('withWrittenProducts', () => {
  it.each<[string, OnnxNode[], number]>([
    ['for another output', [turn('product', 'other')], 1],
    ['for what is computed of it', [turn('product', 't'), node('Abs', ['t'], 'other')], 1],
    ['and used', [turn('product', 't'), node('Add', ['t', 'product'], 'other')], 2],
  ])('gives a product of what was turned that is an output, and turned again %s', async (_, nodes, times) => {
    const { product: given, other } = await run(
      withWrittenProducts(graph([...product, ...nodes], ['product', 'other'])),
    );
    expect(given).toEqual([14, 32, 32, 77]);
    expect(other).toEqual([14, 32, 32, 77].map((each) => times * each));
  });

  it('changes nothing else', () => {
    for (const other of [
      graph(product, ['product']),
      graph([...product, turn('product', 'turned')], ['turned']),
      graph([...product, node('Neg', ['product'], 'negative')], ['product', 'negative']),
    ])
      expect(withWrittenProducts(other)).toBe(other);
  });
});
