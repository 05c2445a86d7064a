import ts from 'typescript';

/** @import { Example } from './find-examples.mjs' */

/** A mistake in an example that is found without running it. */
class ExampleError extends Error {
  /**
   * @param {Example} example
   * @param {number} position in its code
   * @param {string} message
   */
  constructor(example, position, message) {
    const line = example.line + example.code.slice(0, position).split('\n').length - 1;
    super(`${example.file}:${line}: ${message}`);
  }
}

/**
 * @typedef {object} Edit
 * @property {number} start
 * @property {number} end
 * @property {string} text
 */

/**
 * The example as statements of an asynchronous function in which `is` and `throws` are known: imports become dynamic
 * ones (so that each example sees what it imports itself and nothing else), `expression; // => value` a check, and
 * `statement; // throws LML_CODE` an expected error. Lines stay where they are.
 *
 * @param {Example} example
 * @returns {string}
 */
export function compileExample(example) {
  const { code } = example;
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const wrong = syntaxError(source);
  if (wrong !== undefined) throw new ExampleError(example, wrong.position, wrong.message);

  /** @type {Edit[]} */
  const edits = [];
  /** @type {Set<number>} */
  const used = new Set();

  /** @param {ts.Statement} statement */
  const visit = (statement) => {
    if (ts.isImportDeclaration(statement)) {
      edits.push({ start: statement.getStart(), end: statement.end, text: dynamicImport(statement) });
      return;
    }
    if (ts.isModuleDeclaration(statement)) {
      edits.push({ start: statement.getStart(), end: statement.end, text: keepLines(statement.getText()) });
      return;
    }
    if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) {
      throw new ExampleError(example, statement.getStart(), 'an example cannot export');
    }
    for (const modifier of ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []) {
      if (modifier.kind === ts.SyntaxKind.ExportKeyword) {
        edits.push({ start: modifier.getStart(), end: modifier.end, text: '' });
      }
    }
    const assertion = assertionAfter(code, statement.end);
    if (assertion !== undefined) {
      used.add(assertion.start);
      edits.push(...check(example, statement, assertion));
    }
    ts.forEachChild(statement, visitNested);
  };

  /** @param {ts.Node} node */
  const visitNested = (node) => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isBlock(node) || ts.isCaseOrDefaultClause(node)) node.statements.forEach(visit);
    else ts.forEachChild(node, visitNested);
  };

  source.statements.forEach(visit);

  for (const { start } of assertions(code)) {
    if (!used.has(start)) {
      throw new ExampleError(example, start, 'this check stands behind nothing that can be checked');
    }
  }
  return apply(code, edits);
}

/**
 * @param {Example} example
 * @param {ts.Statement} statement
 * @param {Assertion} assertion
 * @returns {Edit[]}
 */
function check(example, statement, assertion) {
  const start = statement.getStart();
  const line = example.line + example.code.slice(0, start).split('\n').length - 1;
  const where = JSON.stringify(`${example.file}:${line}`);
  if (assertion.kind === 'throws') {
    return [
      { start, end: start, text: 'await throws(async () => {' },
      { start: statement.end, end: statement.end, text: ` }, ${JSON.stringify(assertion.text)}, ${where});` },
    ];
  }
  if (syntaxError(ts.createSourceFile('value.ts', `(${assertion.text});`, ts.ScriptTarget.Latest)) !== undefined) {
    throw new ExampleError(example, assertion.start, `'${assertion.text}' is no value`);
  }
  if (ts.isExpressionStatement(statement)) {
    const expression = loggedExpression(statement.expression) ?? statement.expression;
    return [
      { start, end: expression.getStart(), text: 'await is(' },
      { start: expression.end, end: statement.end, text: `, (${assertion.text}), ${where});` },
    ];
  }
  const [declaration, ...more] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  if (declaration === undefined || more.length > 0 || !ts.isIdentifier(declaration.name)) {
    throw new ExampleError(example, start, 'a check stands behind an expression or a declaration of one name');
  }
  const text = ` await is(${declaration.name.text}, (${assertion.text}), ${where});`;
  return [{ start: statement.end, end: statement.end, text }];
}

/**
 * `console.log(x)` counts as `x`.
 *
 * @param {ts.Expression} expression
 */
function loggedExpression(expression) {
  if (!ts.isCallExpression(expression) || expression.arguments.length !== 1) return undefined;
  return expression.expression.getText() === 'console.log' ? expression.arguments[0] : undefined;
}

/**
 * @typedef {object} Assertion
 * @property {'value' | 'throws'} kind
 * @property {number} start
 * @property {string} text the value, or the error's code
 */

const CHECK = /\/\/ (=>|throws) *(.*(?:\n[ \t]*\/\/ {3,}.*)*)/y;

/**
 * The check behind a statement, on its line; a value may go on in lines of comment that are indented by three or more.
 *
 * @param {string} code
 * @param {number} end
 * @returns {Assertion | undefined}
 */
function assertionAfter(code, end) {
  const gap = /[ \t;]*/y;
  gap.lastIndex = end;
  CHECK.lastIndex = end + (gap.exec(code)?.[0].length ?? 0);
  return assertionOf(CHECK.exec(code));
}

/**
 * All checks in the text.
 *
 * @param {string} code
 * @returns {Assertion[]}
 */
function assertions(code) {
  const all = code.matchAll(new RegExp(CHECK.source, 'g'));
  return [...all].flatMap((match) => assertionOf(match) ?? []);
}

/**
 * @param {RegExpExecArray | RegExpMatchArray | null} match
 * @returns {Assertion | undefined}
 */
function assertionOf(match) {
  if (match === null) return undefined;
  const text = (match[2] ?? '').replace(/\n[ \t]*\/\/ */g, ' ').trim();
  const kind = match[1] === '=>' ? 'value' : 'throws';
  // A sentence that begins with "throws" is no check.
  if (kind === 'throws' && !/^[A-Z][A-Z0-9_]*$/.test(text)) return undefined;
  return { kind, start: match.index ?? 0, text };
}

/** @param {ts.ImportDeclaration} declaration */
function dynamicImport({ importClause, moduleSpecifier }) {
  const imported = `await import(${moduleSpecifier.getText()});`;
  if (importClause === undefined) return imported;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return '';
  const names = [];
  if (importClause.name !== undefined) names.push(`default: ${importClause.name.text}`);
  const bindings = importClause.namedBindings;
  if (bindings !== undefined && ts.isNamespaceImport(bindings)) return `const ${bindings.name.text} = ${imported}`;
  for (const { isTypeOnly, propertyName, name } of bindings?.elements ?? []) {
    if (!isTypeOnly) names.push(propertyName === undefined ? name.text : `${propertyName.text}: ${name.text}`);
  }
  return `const { ${names.join(', ')} } = ${imported}`;
}

/** @param {ts.SourceFile} source */
function syntaxError(source) {
  const found = /** @type {{ parseDiagnostics?: readonly ts.DiagnosticWithLocation[] }} */ (
    /** @type {unknown} */ (source)
  ).parseDiagnostics?.[0];
  if (found === undefined) return undefined;
  return { position: found.start, message: ts.flattenDiagnosticMessageText(found.messageText, '\n') };
}

/** @param {string} text */
function keepLines(text) {
  return text.replace(/[^\n]/g, '');
}

/**
 * @param {string} code
 * @param {readonly Edit[]} edits
 */
function apply(code, edits) {
  let result = code;
  for (const { start, end, text } of [...edits].sort((a, b) => b.start - a.start || b.end - a.end)) {
    result = result.slice(0, start) + text + result.slice(end);
  }
  return result;
}
