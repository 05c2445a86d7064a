import { newValue, type ValueType } from '../graph/graph-builder.js';
import type { Graph, GraphNode, GraphValue } from '../graph/graph.js';
import { nodeKey } from './node-key.js';

/**
 * What a rule makes of a node: values of the same shapes and data types that stand for its outputs from here on, or
 * undefined to leave it as it is. The node's inputs are those after all earlier replacements.
 */
export type Rule = (node: GraphNode, editor: Editor) => readonly GraphValue[] | undefined;

/** Rules by the op for which each is asked. */
export type Rules = Readonly<Record<string, Rule>>;

/** The same rule for several ops. */
export function forOps(ops: readonly string[], rule: Rule): Rules {
  return Object.fromEntries(ops.map((op) => [op, rule]));
}

/**
 * A graph on the way to another one. Each node that comes in, from the old graph or from a rule, is offered to the rules
 * until one takes it; what none takes is added, unless the same is computed already.
 */
export class Editor {
  /** The nodes so far. */
  readonly nodes: GraphNode[] = [];
  private readonly makers = new Map<number, GraphNode>();
  private readonly known = new Map<string, GraphNode>();
  private readonly rules = new Map<string, Rule[]>();
  private line: string | undefined;

  /** Of several rules for an op, the first one goes first. */
  constructor(sets: readonly Rules[]) {
    for (const set of sets) {
      for (const [op, rule] of Object.entries(set)) this.rules.set(op, [...(this.rules.get(op) ?? []), rule]);
    }
  }

  /** Adds a node of one output and returns that, or what stands for it. */
  add(
    op: string,
    inputs: Readonly<Record<string, GraphValue>>,
    attributes: Readonly<Record<string, unknown>>,
    type: ValueType,
  ): GraphValue {
    const line = this.line === undefined ? {} : { line: this.line };
    return this.simplified({ op, inputs, attributes, outputs: [newValue(type)], ...line })[0]!;
  }

  /** The node that makes a value, if one does. */
  producer(value: GraphValue): GraphNode | undefined {
    return this.makers.get(value.id);
  }

  /** What an equal node made before, if there is one. */
  find(
    op: string,
    inputs: Readonly<Record<string, GraphValue>>,
    attributes: Readonly<Record<string, unknown>> = {},
  ): readonly GraphValue[] | undefined {
    return this.known.get(nodeKey({ op, inputs, attributes }))?.outputs;
  }

  /** Takes over a node of the old graph; returns what stands for its outputs. */
  take(node: GraphNode): readonly GraphValue[] {
    this.line = node.line;
    return this.simplified(node);
  }

  private simplified(node: GraphNode): readonly GraphValue[] {
    for (const rule of this.rules.get(node.op) ?? []) {
      const values = rule(node, this);
      if (values !== undefined) return values;
    }
    const key = nodeKey(node);
    const same = this.known.get(key);
    if (same !== undefined) return same.outputs;
    this.known.set(key, node);
    this.nodes.push(node);
    for (const output of node.outputs) this.makers.set(output.id, node);
    return node.outputs;
  }
}

/** A graph whose nodes have been offered to rules, in order; what is computed twice is computed once. */
export function rewrite(graph: Graph, sets: readonly Rules[]): Graph {
  const editor = new Editor(sets);
  const replaced = new Map<number, GraphValue>();
  const resolve = (value: GraphValue): GraphValue => replaced.get(value.id) ?? value;
  for (const node of graph.nodes) {
    const inputs = Object.fromEntries(Object.entries(node.inputs).map(([key, value]) => [key, resolve(value)]));
    const values = editor.take({ ...node, inputs });
    node.outputs.forEach(({ id }, index) => {
      if (values[index]!.id !== id) replaced.set(id, values[index]!);
    });
  }
  const outputs = graph.outputs.map(({ value, target }) => ({ value: resolve(value), target }));
  return { name: graph.name, nodes: editor.nodes, outputs };
}
