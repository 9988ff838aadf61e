/** Reads the program's sources as syntax trees, so that what is looked for is found however it is written. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import ts from 'typescript';

export interface Finding {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export interface Source {
  readonly file: string;
  readonly tree: ts.SourceFile;
}

/** Every TypeScript file under `folder` of the repository. */
export async function readSources(root: string, folder: string): Promise<readonly Source[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  const files = names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(root, folder, name));
  return Promise.all(
    files.map(async (path) => {
      const file = relative(root, path).replaceAll('\\', '/');
      return {
        file,
        tree: ts.createSourceFile(file, await readFile(path, 'utf8'), ts.ScriptTarget.Latest, true),
      };
    }),
  );
}

/** Every node that `wanted` accepts, with where it stands. */
export function findNodes(
  sources: readonly Source[],
  wanted: (node: ts.Node) => boolean,
): readonly Finding[] {
  const found: Finding[] = [];
  for (const { file, tree } of sources) {
    const visit = (node: ts.Node): void => {
      if (wanted(node)) {
        const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
        found.push({ file, line: line + 1, text: node.getText(tree).slice(0, 120) });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return found;
}

/** `{ name: true }`, `{ name: false }` and so on: a property given that very literal. */
export function isProperty(name: string, value: 'true' | 'false' | 'any') {
  return (node: ts.Node): boolean => {
    if (!ts.isPropertyAssignment(node) || node.name.getText().replace(/['"]/g, '') !== name) return false;
    return value === 'any' || node.initializer.getText() === value;
  };
}

/** A call or construction of something whose last name is one of these: `shell.openExternal(…)`, `eval(…)`. */
export function isCallOf(...names: readonly string[]) {
  return (node: ts.Node): boolean => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
    const called = node.expression;
    const last = ts.isPropertyAccessExpression(called) ? called.name.text : called.getText();
    return names.includes(last);
  };
}

/** Something of these names is written to: `element.innerHTML = …`. */
export function isAssignmentTo(...names: readonly string[]) {
  return (node: ts.Node): boolean =>
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left) &&
    names.includes(node.left.name.text);
}

/** An import from one of these modules that brings in one of these names. */
export function isImportOf(module: RegExp, ...names: readonly string[]) {
  return (node: ts.Node): boolean => {
    if (!ts.isImportDeclaration(node) || !module.test(node.moduleSpecifier.getText().slice(1, -1)))
      return false;
    const bindings = node.importClause?.namedBindings;
    if (names.length === 0 || bindings === undefined || !ts.isNamedImports(bindings)) return true;
    return bindings.elements.some(({ name, propertyName }) => names.includes((propertyName ?? name).text));
  };
}

export const isString = (node: ts.Node): node is ts.StringLiteralLike => ts.isStringLiteralLike(node);
