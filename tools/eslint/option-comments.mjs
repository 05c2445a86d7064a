/**
 * An option has one sentence, in `.describe('…')` of its zod schema. So that hovers and API pages show it too, it is copied
 * into the comment above the option; `eslint --fix` writes it. The options are those of objects whose name ends in `shape`, in files that use zod.
 */

/** @import { Rule } from 'eslint' */
/** @import * as estree from 'estree' */

const WIDTH = 120;

/** @type {Rule.RuleModule} */
export const optionComments = {
  meta: {
    type: 'suggestion',
    fixable: 'code',
    schema: [],
    messages: {
      differs: 'The comment is not the sentence of the option. Run eslint --fix.',
      missing: 'The option has no sentence: add .describe(…).',
    },
  },
  create(context) {
    const { sourceCode } = context;
    const usesZod = sourceCode.ast.body.some((one) => one.type === 'ImportDeclaration' && one.source.value === 'zod');
    if (!usesZod) return {};
    return {
      VariableDeclarator({ id, init }) {
        if (id.type !== 'Identifier' || !/shape$/i.test(id.name)) return;
        const object =
          /** @type {any} */ (init)?.type === 'TSAsExpression' ? /** @type {any} */ (init).expression : init;
        if (object?.type !== 'ObjectExpression') return;
        for (const property of object.properties) {
          if (property.type !== 'Property') continue;
          const chain = calls(property.value);
          const sentence = textOf(chain.get('describe'));
          if (sentence === undefined) {
            context.report({ node: property, messageId: 'missing' });
            continue;
          }
          const wanted = comment(sentence, defaultOf(chain.get('default'), sourceCode));
          const found = sourceCode.getCommentsBefore(property).at(-1);
          const indent = ' '.repeat(property.loc.start.column);
          const text = wanted.join(`\n${indent}`);
          if (found?.type === 'Block' && sourceCode.getText(/** @type {any} */ (found)) === text) continue;
          context.report({
            node: property,
            messageId: 'differs',
            fix: (fixer) =>
              found?.type === 'Block'
                ? fixer.replaceText(/** @type {any} */ (found), text)
                : fixer.insertTextBefore(property, `${text}\n${indent}`),
          });
        }
      },
    };
  },
};

/**
 * The first argument of each call in a chain of methods, by the method's name; the last call counts.
 *
 * @param {estree.Node} node
 */
function calls(node) {
  /** @type {Map<string, estree.Node | undefined>} */
  const found = new Map();
  let at = node;
  while (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') {
    const { property, object } = at.callee;
    if (property.type === 'Identifier' && !found.has(property.name)) found.set(property.name, at.arguments[0]);
    at = object;
  }
  return found;
}

/** @param {estree.Node | undefined} node */
function textOf(node) {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  if (node?.type !== 'BinaryExpression') return undefined;
  const [left, right] = [textOf(/** @type {estree.Node} */ (node.left)), textOf(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}

/**
 * A default as it is written, where it is a plain value.
 *
 * @param {estree.Node | undefined} node
 * @param {import('eslint').SourceCode} sourceCode
 */
function defaultOf(node, sourceCode) {
  return node !== undefined && isPlain(node) ? sourceCode.getText(node).replaceAll(/\s+/g, ' ') : undefined;
}

/**
 * @param {estree.Node | null} node
 * @returns {boolean}
 */
function isPlain(node) {
  if (node?.type === 'Literal') return true;
  if (node?.type === 'UnaryExpression') return isPlain(node.argument);
  return node?.type === 'ArrayExpression' && node.elements.every(isPlain);
}

/**
 * @param {string} sentence
 * @param {string | undefined} value
 */
function comment(sentence, value) {
  const text = value === undefined ? sentence : `${sentence} Default: \`${value}\`.`;
  if (text.length + 7 <= WIDTH) return [`/** ${text} */`];
  const lines = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > WIDTH - 3) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return ['/**', ...[...lines, line].map((part) => ` * ${part}`), ' */'];
}
