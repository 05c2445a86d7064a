import { ndArray } from '../../data/nd-array.js';
import type { Figure } from '../../learning/figure.js';
import { figuresSection } from './figures.js';
import { resultsSection, testFigures, withTest } from './results.js';
import { style } from './style.js';

const matrix: Figure = { figure: 'matrix', title: 'Confusion', values: ndArray([[8, 2], [0, 4]]) }; // prettier-ignore
const textsOf = (page: string): string[] => [...page.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text!);

describe('The figures of a report', () => {
  it('are none where there are none', () => {
    expect(figuresSection({})).toBe('');
  });

  it('stand below their titles, in the colours of the page', () => {
    const page = figuresSection({ 'test/confusion': matrix });
    expect(page).toContain('<h3>Confusion (test)</h3>');
    expect(page).toContain('<svg width=');
    expect(page).not.toMatch(/<style|lml-page/);
    for (const [, name] of page.matchAll(/class="(lml-[\w-]+)"/g)) expect(style).toContain(`.${name} { color: var(`);
  });

  it('have the names of classes', () => {
    const details = { 'test/confusion': matrix, 'test/f1': ndArray([0.5, 0.25]) };
    const page = figuresSection(details, { classNames: ['<cat>', 'dog'] });
    expect(page).toContain('<h3>test/f1</h3>');
    expect(textsOf(page).filter((text) => text === '&#60;cat&#62;')).toHaveLength(3);
    expect(textsOf(figuresSection(details))).toContain('1');
  });

  it('have all of the page where they are wide', () => {
    const values = ndArray(new Float32Array(30 * 30), { shape: [30, 30] });
    const page = figuresSection({ 'test/large': { ...matrix, values }, 'test/small': matrix });
    expect([...page.matchAll(/<section( class="whole")?><h3>/g)].map(([, wide]) => wide !== undefined)).toEqual([true, false]); // prettier-ignore
  });
});

describe('The figures of a test', () => {
  it('stand in place of those of an earlier one', () => {
    const results = resultsSection({ monitor: 'validation/loss', end: 1 });
    const page = `<html>${results}${testFigures({})}</html>`;
    const values = { 'test/loss': 1 };
    const first = withTest(page, { values, details: { 'test/f1': ndArray([0.5]) } });
    expect(first).toContain('<h2>Figures of the test</h2>');
    expect(first).toContain('<h3>test/f1</h3>');
    const second = withTest(first, { values, details: { 'test/f2': ndArray([0.5]) } });
    expect(second).toContain('<h3>test/f2</h3>');
    expect(second).not.toContain('<h3>test/f1</h3>');
  });
});
