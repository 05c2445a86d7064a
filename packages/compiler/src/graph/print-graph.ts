import {
  graphInputs,
  splatOf,
  type Graph,
  type GraphData,
  type GraphNode,
  type GraphSource,
  type GraphTarget,
  type GraphValue,
} from './graph.js';

/**
 * A graph as text, one line for each input, node and output, with values numbered in the order in which they occur: two
 * graphs that compute the same in the same order print the same.
 */
export function printGraph(graph: Graph, { lines = false }: { lines?: boolean } = {}): string {
  const names = new Map<number, string>();
  const nameOf = (value: GraphValue): string => {
    if (value.source?.kind === 'constant') return constantText(value);
    let name = names.get(value.id);
    if (name === undefined) names.set(value.id, (name = `%${names.size}`));
    return name;
  };
  const text = [`step ${graph.name}`];
  for (const value of graphInputs(graph)) {
    text.push(`  ${nameOf(value)}: ${typeText(value)} = ${sourceText(value.source!)}`);
  }
  for (const { op, inputs, attributes, outputs, line } of graph.nodes) {
    const made = outputs.map((value) => `${nameOf(value)}: ${typeText(value)}`).join(', ');
    const used = Object.entries(inputs).map(([key, value]) => `${key}=${nameOf(value)}`);
    const comment = lines && line !== undefined ? `  # ${line}` : '';
    text.push(`  ${made} = ${op}(${used.join(', ')})${attributesText(attributes)}${comment}`);
  }
  for (const { value, target } of graph.outputs) text.push(`  ${targetText(target)} <- ${nameOf(value)}`);
  return text.join('\n');
}

/** The attributes of a node as text, with a space before; nothing where there are none. */
export function attributesText(attributes: GraphNode['attributes']): string {
  const settings = Object.entries(attributes)
    .filter(([, setting]) => setting !== undefined && setting !== null)
    .map(([key, setting]) => `${key}: ${JSON.stringify(setting)}`);
  return settings.length === 0 ? '' : ` { ${settings.join(', ')} }`;
}

/** A data type with a shape as text. */
export function typeText({ dtype, shape }: GraphValue): string {
  return `${dtype}[${shape.join(',')}]`;
}

/** Where a value comes from as text. */
export function sourceText(source: GraphSource): string {
  switch (source.kind) {
    case 'batch':
      return `batch ${source.path.join('.')}`;
    case 'state':
      return `state ${source.name}`;
    case 'hyper':
      return `hyper ${source.name}${source.initial === undefined ? '' : ` (${source.initial})`}`;
    case 'random':
      return `${source.draw.distribution} ${source.draw.stream} (${source.draw.parameters.join(', ')})`;
    case 'constant':
      return 'constant';
  }
}

/** What becomes of a value as text. */
export function targetText(target: GraphTarget): string {
  return target.kind === 'output' ? `output ${target.path.join('.')}` : `${target.kind} ${target.name}`;
}

/** A constant as text: its numbers, or of many a hash. */
export function constantText(value: GraphValue): string {
  const splat = splatOf(value);
  if (splat !== undefined) return `${typeText(value)}(${splat})`;
  const { data } = value.source as { data: GraphData };
  return data.length <= 8 ? `${typeText(value)}(${Array.from(data).join(' ')})` : `${typeText(value)}(#${hash(data)})`;
}

/** FNV-1a over the bytes: enough to tell two constants apart. */
function hash(data: GraphData): string {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  let code = 0x811c9dc5;
  for (const byte of bytes) code = Math.imul(code ^ byte, 0x01000193);
  return (code >>> 0).toString(16).padStart(8, '0');
}
