import math from 'markdown-it-math/temml';
import temml from 'temml';

const options = { throwOnError: true, xml: true, annotate: false };

/**
 * Formulas become MathML when the pages are built: TeX between $` and `$ within a line, or in a fence of the language `math`.
 *
 * @param {any} parser the markdown-it that TypeDoc has set up
 */
export function setMath(parser) {
  parser.use(math, { inlineDelimiters: [['$`', '`$']], blockDelimiters: [], temmlOptions: options });
  const { fence } = parser.renderer.rules;
  parser.renderer.rules.fence = (
    /** @type {any} */ tokens,
    /** @type {number} */ index,
    /** @type {any[]} */ ...rest
  ) => {
    const token = tokens[index];
    if (token.info.trim() !== 'math') return fence(tokens, index, ...rest);
    return `<p>${temml.renderToString(token.content, { ...options, displayMode: true })}</p>\n`;
  };
}
