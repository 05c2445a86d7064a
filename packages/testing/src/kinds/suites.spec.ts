import { readFileSync } from 'node:fs';

import { knownSuites } from './suites.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').split('### Golden cases')[0]!;
const conformance = readFileSync(new URL('../conformance.ts', import.meta.url), 'utf8');

/** The rows of the table of checks: kind, checks, and the fields of the trait. */
const rows = new Map(
  Array.from(readme.matchAll(/^\| `([a-z]+)` +\| (`.*?) +\| (.*?) +\|$/gm), ([, kind, checks, trait]) => [
    kind!,
    {
      checks: Array.from(checks!.matchAll(/`([^`]+)`/g), ([, id]) => (id!.startsWith('/') ? kind! + id! : id!)),
      fields: Array.from(trait!.matchAll(/\w+/g), ([field]) => field),
    },
  ]),
);

describe.each(Object.entries(knownSuites()))('the checks of a %s', (kind, { checks }) => {
  it('stand in the README, as they come', () => {
    expect(rows.get(kind)?.checks).toEqual(checks.map(({ id }) => id));
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  });

  it('stand there with the fields of their trait', () => {
    const [, name] = new RegExp(`^ {2}${kind}: (\\w+);$`, 'm').exec(conformance) ?? [];
    const [, body] = new RegExp(`interface ${name} \\{\n([\\s\\S]*?)\n\\}`).exec(conformance) ?? [];
    const fields = Array.from(body!.matchAll(/^ {2}readonly (\w+)\?/gm), ([, field]) => field!);
    expect(rows.get(kind)?.fields).toEqual(fields);
  });
});
