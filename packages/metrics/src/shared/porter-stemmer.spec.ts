import { readFileSync } from 'node:fs';

import { stemOf } from './porter-stemmer.js';

interface Goldens {
  readonly cases: readonly { readonly name: string; readonly stems: Readonly<Record<string, string>> }[];
}

const { cases } = JSON.parse(readFileSync(new URL('./goldens/porter-stems.json', import.meta.url), 'utf8')) as Goldens;

describe('stemOf', () => {
  it.each(cases.map(({ name, stems }) => [name, stems] as const))("finds NLTK's stems of words with %s", (_, stems) => {
    const found = Object.fromEntries(Object.keys(stems).map((word) => [word, stemOf(word)]));
    expect(found).toEqual(stems);
  });
});
