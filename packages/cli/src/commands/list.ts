import {
  catalogues,
  kinds,
  list as components,
  UnknownComponentError,
  type Catalogue,
  type ListedComponent,
} from '@lml/core';

import { importPlugins } from '../plugins.js';

/** `lml list`: the components that are installed, by kind and family; of one kind also what other libraries have. */
export async function list(
  kind: string | undefined,
  { json, plugin = [] }: { json?: boolean; plugin?: string[] },
): Promise<number> {
  await importPlugins(plugin);
  if (kind !== undefined && !kinds().includes(kind)) {
    throw new UnknownComponentError(kind, '', `There is no kind of component '${kind}'. Kinds: ${kinds().join(', ')}.`);
  }
  const entries = components(kind);
  const others = kind === undefined ? [] : catalogues(kind);
  process.stdout.write(json === true ? asJson(entries) : asText(entries) + others.map(catalogueText).join(''));
  return 0;
}

function asJson(entries: readonly ListedComponent[]): string {
  const plain = entries.map(({ kind, family, name, package: from, version, summary }) => ({
    kind,
    family,
    name,
    package: from,
    version,
    summary,
  }));
  return `${JSON.stringify(plain, null, 2)}\n`;
}

/** A heading for each kind, and below it one for each family; first what is in none. */
function asText(entries: readonly ListedComponent[]): string {
  const width = Math.max(0, ...entries.map(({ name }) => name.length));
  const lines: string[] = [];
  for (const kind of new Set(entries.map((entry) => entry.kind))) {
    lines.push(kind);
    const ofKind = entries.filter((entry) => entry.kind === kind);
    for (const family of [...new Set(ofKind.map((entry) => entry.family ?? ''))].sort()) {
      if (family !== '') lines.push(`  ${family}`);
      for (const entry of ofKind.filter((one) => (one.family ?? '') === family))
        lines.push(`    ${entry.name.padEnd(width)}  ${entry.summary}  (${entry.package})`);
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** What another library has, and what stands for it here, or why nothing does. */
function catalogueText({ of, entries }: Catalogue): string {
  const width = Math.max(...entries.map(({ name }) => name.length));
  const left = entries.filter(({ here }) => here === undefined).length;
  const lines = [`\nof ${of}: ${entries.length - left} of ${entries.length}`];
  for (const family of new Set(entries.map((entry) => entry.family))) {
    lines.push(`  ${family}`);
    for (const { name, here, note } of entries.filter((entry) => entry.family === family)) {
      const found = here === undefined ? `– ${note}` : note === undefined ? here : `${here}, ${note}`;
      lines.push(`    ${name.padEnd(width)}  ${found}`);
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}
