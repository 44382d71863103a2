import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { operationIds } from './operations.ts';

const root = path.join(import.meta.dirname, '../..');

function sourceFiles(): string[] {
  return ['simulator', 'contracts', 'scenarios'].flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(name))
      .map((name) => path.join(room, name)),
  );
}

/** Where a text compares with the name of an operation, or switches on one, as sentences. */
function comparisonsIn(file: string, text: string): string[] {
  if (!operationIds.some((id) => text.includes(`'${id}'`))) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  function visit(node: ts.Node): void {
    if (ts.isStringLiteral(node) && isCompared(node) && (operationIds as string[]).includes(node.text)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push(
        `${file}:${line} asks whether a call is ${node.text}: add a member to the row in protocol/operations.ts instead.`,
      );
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return found;
}

function isCompared({ parent }: ts.Node): boolean {
  if (ts.isCaseClause(parent)) return true;
  if (!ts.isBinaryExpression(parent)) return false;
  return [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(parent.operatorToken.kind);
}

describe('a call is known by its row, not by its name', () => {
  const files = sourceFiles();

  it('in every file', () => {
    expect(files.length).toBeGreaterThan(250);
    expect(files.flatMap((file) => comparisonsIn(file, readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
  });

  it.each([
    "if (operation === 'sendMessage') stop();",
    "switch (operation) { case 'sendMessage': }",
    "f('sendMessage' !== name)",
  ])('and this departs: %s', (text) => {
    expect(comparisonsIn('a.ts', text)).toEqual([
      'a.ts:1 asks whether a call is sendMessage: add a member to the row in protocol/operations.ts instead.',
    ]);
  });
});
