import { list } from '../registry/global.js';
import { kindDefinition } from '../registry/kind-definition.js';
import { homeOf } from '../registry/registry.js';

/** The keys of `data` at which a dataset stands. */
const DATASETS = ['dataset', 'train', 'validation', 'test', 'predict'];

/**
 * The packages of the components that a config names, as far as nothing of them is registered. What is a component is told by its
 * key, as the components around it, which know better, may be missing themselves.
 */
export function missingPackages(config: unknown): string[] {
  const here = new Set(list().map((entry) => entry.package));
  return [...new Set(homesIn(config, []))].filter((home) => !here.has(home));
}

/** The packages that the components at or below a place come from. */
function homesIn(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => homesIn(entry, path));
  const own = homeOfValue(value, path);
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, part]) => homesIn(part, [...path, key]))
      : [];
  return [...own, ...inside];
}

function homeOfValue(value: unknown, path: readonly string[]): string[] {
  const name = typeof value === 'string' ? value : (value as { name?: unknown } | null | undefined)?.name;
  const kind = kindAt(path);
  const definition = kindDefinition(kind);
  if (typeof name !== 'string' || definition === undefined) return [];
  const isHere = list(kind).some((entry) => entry.name === name || entry.canonicalName === name);
  return isHere ? [] : [homeOf(name, definition.package)[0]];
}

/** The kind of component that stands at a path: `learner.metrics` has metrics. */
function kindAt(path: readonly string[]): string {
  const [key = '', parent] = path.toReversed();
  if (parent === 'split') return 'splitter';
  if (parent === 'data' && DATASETS.includes(key)) return 'dataset';
  // Some are named: { metrics: { top1: … } }.
  return [key, key.replace(/s$/, ''), parent?.replace(/s$/, '')].find((kind) => kindDefinition(kind ?? '')) ?? '';
}
