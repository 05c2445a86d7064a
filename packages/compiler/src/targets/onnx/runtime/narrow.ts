import type { OnnxInitializer, OnnxModelGraph, OnnxNode } from '../model.js';

/** WebGPU lets a shader have eight buffers anywhere: so many on the one side of a node, and one on the other. */
const WIDEST = 7;

/**
 * A model of which no `Concat` takes, and no `Split` gives, more tensors than one of WebGPU's shaders can: wide ones, such as those
 * of an optimizer's flat vectors, are done in stages. ONNX Runtime makes one shader of each, and fails where it is too wide.
 * Bodies of loops, which hold no wide ones, are left as they are.
 */
export function narrow(model: OnnxModelGraph): OnnxModelGraph {
  const initializers = [...model.initializers];
  const nodes = model.nodes.flatMap((node) => {
    if (node.op === 'Concat') return narrowConcat(node);
    return node.op === 'Split' ? narrowSplit(node, initializers) : [node];
  });
  return { ...model, nodes, initializers };
}

function narrowConcat(node: OnnxNode): OnnxNode[] {
  if (node.inputs.length <= WIDEST) return [node];
  const stage = `${node.outputs[0]}/of${node.inputs.length}`;
  const parts = groups(node.inputs).map((inputs, index) => ({ ...node, inputs, outputs: [`${stage}/${index}`] }));
  return [...parts, ...narrowConcat({ ...node, inputs: parts.map(({ outputs }) => outputs[0]!) })];
}

function narrowSplit(node: OnnxNode, initializers: OnnxInitializer[]): OnnxNode[] {
  const [input, sizesName] = node.inputs;
  const given = initializers.find(({ name }) => name === sizesName);
  // Without sizes it takes apart gates, of which there are four at most.
  if (node.outputs.length <= WIDEST || given === undefined) return [node];
  const sizes = groups([...new BigInt64Array(given.bytes.slice().buffer)]);
  const stage = `${node.outputs[0]}/of${node.outputs.length}`;
  const add = (name: string, values: readonly bigint[]): string => {
    const bytes = new Uint8Array(BigInt64Array.from(values).buffer);
    initializers.push({ name, type: 'int64', shape: [values.length], bytes });
    return name;
  };
  const parts = sizes.map((_, index) => `${stage}/${index}`);
  const totals = sizes.map((group) => group.reduce((a, b) => a + b));
  const whole = { ...node, inputs: [input!, add(`${stage}/sizes`, totals)], outputs: parts };
  const last = groups(node.outputs).map((outputs, index) => ({
    ...node,
    inputs: [parts[index]!, add(`${parts[index]}/sizes`, sizes[index]!)],
    outputs,
  }));
  return [...narrowSplit(whole, initializers), ...last];
}

function groups<T>(values: readonly T[]): T[][] {
  const count = Math.ceil(values.length / WIDEST);
  return Array.from({ length: count }, (_, index) => values.slice(index * WIDEST, (index + 1) * WIDEST));
}
