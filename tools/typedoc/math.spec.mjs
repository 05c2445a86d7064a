import MarkdownIt from 'markdown-it';
import { setMath } from './math.mjs';

const parser = new MarkdownIt();
setMath(parser);

it('sets TeX within a line as MathML', () => {
  const html = parser.render('The error $`\\frac{1}{n} \\sum_i (x_i - y_i)^2`$ of n numbers.');
  expect(html).toMatch(/^<p>The error <math[^>]*>.*<mfrac>.*<\/math> of n numbers\.<\/p>/);
});

it('sets a fence of the language math as a formula of its own line', () => {
  expect(parser.render('```math\n\\sum_i x_i\n```')).toMatch(/<math[^>]* display="block"/);
});

it('leaves code, other fences and prices as they are', () => {
  expect(parser.render('`x`, $5 and $6')).toBe('<p><code>x</code>, $5 and $6</p>\n');
  expect(parser.render('```ts\nx;\n```')).toContain('<code class="language-ts">x;');
});

it('refuses TeX that is wrong', () => {
  expect(() => parser.render('$`\\frac{1}`$')).toThrow(/frac|Expected/);
});
