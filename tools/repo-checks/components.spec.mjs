import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { writeBarrels } from '../generators/barrels.mjs';
import { unfinished } from '../generators/component.mjs';
import { componentSources, exportNameOf } from '../workspace/components.mjs';
import { packages } from '../workspace/packages.mjs';

const components = packages().flatMap(({ name, path }) =>
  componentSources(path).map((component) => ({
    ...component,
    title: `${name}: ${component.kind} ${component.name}`,
    path: join(path, 'src', component.file),
  })),
);

describe('the lists of components', () => {
  it('are up to date', () => {
    expect(writeBarrels({ check: true })).toEqual([]);
  });

  it('hold nothing that a template left to be replaced', () => {
    expect(unfinished()).toEqual([]);
  });
});

describe.each(components.map((component) => [component.title, component]))(
  '%s',
  (_, { kind, name, exportName, options, path }) => {
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);

    it('is named alike in the registry, in code and on disk', () => {
      expect(name).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*\/)?[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(exportName).toBe(exportNameOf({ kind, name }));
      const file = basename(path, '.ts');
      // Of `tfjs/huber-loss` the folder is `tfjs`.
      const [own, ...whose] = name.split('/').reverse();
      if (whose.length > 0) expect(basename(dirname(path))).toBe(whose[0]);
      expect([own, `${own}-${kind}`, `${own}s`]).toContain(file === 'index' ? basename(dirname(path)) : file);
    });

    it('says its name and traits once: create is handed them', () => {
      const declaration = source.statements.find(
        (one) =>
          ts.isVariableStatement(one) &&
          one.declarationList.declarations.some((each) => each.name.getText() === exportName),
      );
      const text = declaration?.getText() ?? '';
      expect(text.split(`name: '${name}'`)).toHaveLength(2);
      expect(text.split(/\bhigherIsBetter: (?:true|false|undefined)\b/).length).toBeLessThanOrEqual(2);
    });

    it('has a file of its own, with its spec beside it', () => {
      expect(components.filter((other) => other.path === path)).toHaveLength(1);
      expect(existsSync(path.replace(/\.ts$/, '.spec.ts'))).toBe(true);
    });

    it('has a comment with an example', () => {
      const statement = source.statements.find(
        (one) =>
          ts.isVariableStatement(one) &&
          one.declarationList.declarations.some((each) => each.name.getText() === exportName),
      );
      const comment = commentOf(statement);
      expect(comment).toMatch(/@example\n[\s*]*```ts\n/);
      expect(comment).toMatch(/\/\/ (=>|throws) /);
    });

    it('describes its options once, in its schema, of which the exported interface is inferred', () => {
      const takesNone = /\bschema: z\.strictObject\(\{\}\)/.test(source.text);
      expect(options === undefined).toBe(takesNone);
      if (options === undefined) return;
      const declaration = source.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === options);
      expect(commentOf(declaration)).toContain(`{@link ${exportName}}`);
      expect(/** @type {ts.InterfaceDeclaration} */ (declaration).members).toHaveLength(0);
    });
  },
);

/** @param {ts.Node | undefined} node */
function commentOf(node) {
  if (node === undefined) return '';
  return ts
    .getJSDocCommentsAndTags(node)
    .filter((part) => ts.isJSDoc(part))
    .map((part) => part.getFullText())
    .join('\n');
}
