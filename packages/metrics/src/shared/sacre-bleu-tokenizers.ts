/** A rule by which sacrebleu finds words. */
export type Tokenizer = '13a' | 'intl' | 'zh' | 'char' | 'none';

/** Sets words apart by spaces, as mteval-v13a does for Western languages. */
function western(text: string): string {
  return text
    .replace(/[{-~[-` -&(-+:-@/]/gu, ' $& ')
    .replace(/([^0-9])([.,])/gu, '$1 $2 ')
    .replace(/([.,])([^0-9])/gu, ' $1 $2')
    .replace(/([0-9])(-)/gu, '$1 $2 ');
}

/**
 * What counts as Chinese. sacrebleu compares texts with ideographs beyond U+FFFF that it writes by four digits, and so takes U+2001 to U+2A6D
 * and U+2F81 to U+2FA1: with typographic quotes and dashes, but without those ideographs. Scores can be compared only if that is kept.
 */
const CHINESE =
  /[\u3400-\u4db5\u4e00-\u9fbb\uf900-\ufa2d\ufa30-\ufa6a\ufa70-\ufad9\u2001-\u2a6d\u2f00-\u2fdf\uff00-\uffef\u2e80-\u2eff\u3000-\u303f\u31c0-\u31ef\u2ff0-\u2fff\u3100-\u312f\u31a0-\u31bf\ufe10-\ufe1f\ufe30-\ufe4f\u3200-\u33ff]/gu;

/** Texts with spaces between words, by rule. */
export const tokenizers: Readonly<Record<Tokenizer, (text: string) => string>> = {
  '13a': (text) => {
    const line = text.replaceAll('<skipped>', '').replaceAll('-\n', '').replaceAll('\n', ' ');
    const plain = line
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>');
    return western(` ${plain} `);
  },
  intl: (text) =>
    text
      .replace(/(\P{N})(\p{P})/gu, '$1 $2 ')
      .replace(/(\p{P})(\P{N})/gu, ' $1 $2')
      .replace(/\p{S}/gu, ' $& '),
  zh: (text) => western(text.trim().replace(CHINESE, ' $& ')),
  char: (text) => Array.from(text).join(' '),
  none: (text) => text,
};
