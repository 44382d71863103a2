import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const doors = ['simulator/index.ts', 'simulator/control/index.ts', 'fixtures/testing.ts', 'fixtures/vitest.ts'];
const program = ts.createProgram(
  doors.map((door) => path.join(root, door)),
  {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2024,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: ['node'],
    skipLibCheck: true,
  },
);
const checker = program.getTypeChecker();

function meant(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isOfThisPackage({ fileName }: ts.SourceFile): boolean {
  return fileName.startsWith(root) && !fileName.includes('/node_modules/');
}

function isHidden(node: ts.Node): boolean {
  const isPrivate = ts.isClassElement(node) && node.name !== undefined && ts.isPrivateIdentifier(node.name);
  return isPrivate || ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');
}

/** The types that are written in the signatures of a declaration, not in its code. Nobody constructs what is exported as a type. */
function typesIn(node: ts.Node, found: ts.Symbol[] = []): ts.Symbol[] {
  if (isHidden(node) || ts.isBlock(node) || ts.isHeritageClause(node) || ts.isConstructorDeclaration(node)) return found;
  if (ts.isTypeReferenceNode(node) && !ts.isQualifiedName(node.typeName)) {
    const symbol = checker.getSymbolAtLocation(node.typeName);
    if (symbol !== undefined && !(symbol.flags & ts.SymbolFlags.TypeParameter)) found.push(meant(symbol));
  }
  ts.forEachChild(node, (child) => void typesIn(child, found));
  return found;
}

/** Names of interfaces and classes that a user of the door gets or gives, and cannot import from it. */
function unnamedTypes(door: string): string[] {
  const module = checker.getSymbolAtLocation(program.getSourceFile(path.join(root, door))!)!;
  const exported = new Set(checker.getExportsOfModule(module).map(meant));
  const seen = new Set<ts.Symbol>();
  const missing = new Set<string>();
  function visit(symbol: ts.Symbol): void {
    if (seen.has(symbol)) return;
    seen.add(symbol);
    const [declaration] = symbol.declarations ?? [];
    if (declaration === undefined || !isOfThisPackage(declaration.getSourceFile())) return;
    const isNamed = ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration);
    if (isNamed && !exported.has(symbol)) missing.add(symbol.name);
    if (isNamed || ts.isFunctionDeclaration(declaration)) typesIn(declaration).forEach(visit);
  }
  exported.forEach(visit);
  return [...missing].sort();
}

describe('the types of a door', () => {
  it.each(doors)('%s gives names to all that it takes and returns', (door) => {
    expect(unnamedTypes(door)).toEqual([]);
  });
});
