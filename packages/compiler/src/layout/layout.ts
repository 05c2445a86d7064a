import { compositeNames } from '@lml/core/engine';

import type { Graph, GraphNode, GraphValue } from '../graph/graph.js';

/** How a value lies in memory: axis i there is axis `layout[i]` of TensorFlow.js's; empty where it is the same. */
export type Layout = readonly number[];

/** As TensorFlow.js has it. */
export const PLAIN: Layout = [];
/** Images with their channels first: `[batch, channels, height, width]`. */
export const CHANNELS_FIRST: Layout = [0, 3, 1, 2];
/** Volumes with their channels first: `[batch, channels, depth, height, width]`. */
export const VOLUME_CHANNELS_FIRST: Layout = [0, 4, 1, 2, 3];
/** Filters with their channels first: `[out, in, height, width]`. */
export const FILTER: Layout = [3, 2, 0, 1];

/** Whether two layouts are the same. */
export function sameLayout(a: Layout, b: Layout): boolean {
  return a.length === b.length && a.every((axis, index) => axis === b[index]);
}

/** A shape as it lies in memory. */
export function layoutShape<Size>(shape: readonly Size[], layout: Layout): Size[] {
  return layout.length === 0 ? [...shape] : layout.map((axis) => shape[axis]!);
}

/** Where an axis of TensorFlow.js's lies in memory. */
export function layoutAxis(axis: number, layout: Layout): number {
  return layout.length === 0 ? axis : layout.indexOf(axis);
}

/** The layout that undoes a layout. */
export function inverseLayout(layout: Layout): Layout {
  return layout.map((_, axis) => layout.indexOf(axis));
}

/** The layout of each value: one for all that are connected by nodes that take any. */
export type Layouts = (value: GraphValue) => Layout;

/**
 * How the values of a node should lie in memory: `'same'`, all that have a rank alike, in any layout; or the layouts that it
 * wants of which values.
 */
export type LayoutRule = 'same' | ((node: GraphNode) => readonly (readonly [GraphValue, Layout])[]);

/** The rules by op. An op without a rule has its values as TensorFlow.js has them. */
export type LayoutRules = Pick<ReadonlyMap<string, { readonly layout?: LayoutRule | undefined }>, 'get'>;

/**
 * Chooses layouts. A convolution wants its channels first; all values that are connected to it by element-wise nodes
 * follow, state and optimizer slots included, so that nothing is transposed on the way.
 */
export function planLayouts(graph: Graph, rules: LayoutRules): Layouts {
  const parents = new Map<number, number>();
  const wanted = new Map<number, Layout>();
  const find = (id: number): number => {
    let root = id;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    if (root !== id) parents.set(id, root);
    return root;
  };
  const join = (a: GraphValue, b: GraphValue): void => {
    if (a.shape.length !== b.shape.length || a.shape.length < 4) return;
    const [left, right] = [find(a.id), find(b.id)];
    if (left === right) return;
    parents.set(right, left);
    const layout = wanted.get(left) ?? wanted.get(right);
    if (layout !== undefined) wanted.set(left, layout);
  };
  const want = (value: GraphValue, layout: Layout): void => {
    const root = find(value.id);
    if (value.shape.length === layout.length && !wanted.has(root)) wanted.set(root, layout);
  };
  const packs = new Map<string, readonly GraphValue[]>();
  for (const node of graph.nodes) {
    const members = packMembers(node);
    if (members !== undefined) {
      const first = packs.get(members.group);
      if (first === undefined) packs.set(members.group, members.values);
      else members.values.forEach((value, index) => first[index] !== undefined && join(first[index], value));
      continue;
    }
    const { layout } = rules.get(node.op) ?? {};
    if (layout === 'same') {
      const [output] = node.outputs;
      for (const value of [...Object.values(node.inputs), ...node.outputs]) join(output!, value);
    } else if (layout !== undefined) {
      for (const [value, own] of layout(node)) want(value, own);
    }
  }
  return (value) => (value.shape.length < 4 ? PLAIN : (wanted.get(find(value.id)) ?? PLAIN));
}

/** The tensors that a `pack` puts together, or an `unpack` takes apart, and what they belong to. */
export function packMembers(node: GraphNode): { group: string; values: readonly GraphValue[] } | undefined {
  if (node.op !== compositeNames.pack && node.op !== compositeNames.unpack) return undefined;
  const group = String(node.attributes['group']);
  return { group, values: node.op === compositeNames.pack ? Object.values(node.inputs) : node.outputs };
}
