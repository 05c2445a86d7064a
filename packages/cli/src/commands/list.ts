import { kinds, list as components, UnknownComponentError } from '@lml/core';

import { importPlugins } from '../plugins.js';

/** `lml list`: the components that are installed. */
export async function list(
  kind: string | undefined,
  { json, plugin = [] }: { json?: boolean; plugin?: string[] },
): Promise<number> {
  await importPlugins(plugin);
  if (kind !== undefined && !kinds().includes(kind)) {
    throw new UnknownComponentError(kind, '', `There is no kind of component '${kind}'. Kinds: ${kinds().join(', ')}.`);
  }
  const entries = components(kind).map(({ kind: own, name, package: from, version, summary }) => ({
    kind: own,
    name,
    package: from,
    version,
    summary,
  }));
  if (json === true) {
    process.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
    return 0;
  }
  const width = Math.max(0, ...entries.map(({ name }) => name.length));
  for (const own of new Set(entries.map((entry) => entry.kind))) {
    process.stdout.write(`${own}\n`);
    for (const entry of entries)
      if (entry.kind === own)
        process.stdout.write(`  ${entry.name.padEnd(width)}  ${entry.summary}  (${entry.package})\n`);
  }
  return 0;
}
