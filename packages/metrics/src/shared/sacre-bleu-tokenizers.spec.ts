import { tokenizers } from './sacre-bleu-tokenizers.js';
import { wordsOf } from './words.js';

describe('tokenizers', () => {
  it.each([
    ['13a', 'Hello, "world"! 1,000.5 -5-6 it\'s', 'Hello , " world " ! 1,000.5 -5 - 6 it\'s'],
    ['13a', 'a&lt;b <skipped>c-\nd', 'a < b cd'],
    ['intl', '“a”, 1.5€ b.', '“ a ” , 1.5 € b .'],
    ['zh', '我是a.b—c', '我 是 a . b — c'],
    ['char', 'a 😀b', 'a 😀 b'],
    ['none', 'a, b', 'a, b'],
  ] as const)('%s takes %j apart', (name, text, words) => {
    expect(wordsOf(tokenizers[name](text)).join(' ')).toBe(words);
  });
});
