import { renderDifference, renderPage, renderSummary } from './report.mjs';

const difference = {
  kind: 'value on wasm',
  parts: ['pad', 'maxPool'],
  text: 'is 1 instead of 2',
  seed: 7,
  path: '3:1',
};
const results = [
  { name: 'ops', cases: 120, seconds: 61, differences: [difference], limits: { refused: 3, slow: 1 } },
  { name: 'models', cases: 9, seconds: 60, differences: [], limits: {} },
];

it('tells of a difference where it is, what it is and how to meet it again', () => {
  expect(renderDifference('ops', difference)).toBe(
    '\n── ops: value on wasm: pad + maxPool\nis 1 instead of 2\nagain: npm run fuzz -- --what ops --seed 7 --path 3:1',
  );
});

it('sums up each target in a row, and lists the limits that were met', () => {
  const lines = renderSummary(results).split('\n');
  expect(lines).toContain('ops       120            1                 4  61 s');
  expect(lines).toContain('ops: refused (3 times)');
});

it('replaces the figures of a page, and refuses one without a place for them', () => {
  const run = { date: '2026-11-29T04:00:00.000Z', machine: 'linux x64', seed: 1, results };
  const page = '# Page\n\n<!-- figures: npm run fuzz -- --page -->\n\nold\n\n<!-- /figures -->\n\nAfter\n';
  const renewed = renderPage(page, run);
  expect(renewed).toContain('2026-11-29, seed 1, linux x64:');
  expect(renewed).toContain('| `ops` | 120 | 1 | 4 | 1.0 |');
  expect(renewed).not.toContain('old');
  expect(renderPage(renewed, run)).toBe(renewed);
  expect(() => renderPage('# Page', run)).toThrow('no place for figures');
});
