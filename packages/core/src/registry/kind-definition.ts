import { ambient } from '../node/ambient.js';
import type { Kind, KindInstances, KindStandIns } from './kinds.js';

/** What the registry knows of a kind of component. */
export interface KindDefinition {
  /** The kind. */
  readonly kind: string;
  /** The package to install for it, for error messages. */
  readonly package: string;
  /** What an instance is in words: "a function (prediction, target) → scalar". */
  readonly expected: string;
  /** The instance if `value` is one, or stands for one (a TensorFlow.js object, say); else undefined. */
  readonly adapt: (value: unknown) => unknown;
}

const definitions = ambient('kinds', () => new Map<string, KindDefinition>());

/** Makes a kind known: how to tell an instance, and which package brings components. For plugins that add a kind. */
export function defineKind(definition: KindDefinition): void {
  definitions.set(definition.kind, definition);
}

/** What is known of a kind. */
export function kindDefinition(kind: string): KindDefinition | undefined {
  return definitions.get(kind);
}

/** All kinds that are known. */
export function kinds(): string[] {
  return [...definitions.keys()];
}

/** What a value stands for where a component of a kind is wanted; the value itself where it stands for nothing else. */
export function adapted<K extends Kind & keyof KindStandIns>(
  kind: K,
  value: KindInstances[K] | KindStandIns[K],
): KindInstances[K] {
  return (definitions.get(kind)?.adapt(value) ?? value) as KindInstances[K];
}

/** Tells an instance by its methods. For {@link KindDefinition.adapt}. */
export function withMethods(...methods: string[]): (value: unknown) => unknown {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    methods.every((method) => typeof (value as Record<string, unknown>)[method] === 'function')
      ? value
      : undefined;
}
