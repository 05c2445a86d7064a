import { ambient } from '../ambient.js';

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
