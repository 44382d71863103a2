import path from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { allMethods } from '../../client/index.ts';

/** What an editor shows when the pointer rests on a name, as the compiler tells it. */

const root = path.join(import.meta.dirname, '../..');
const file = path.join(root, 'test/client/hovered.ts');

interface Spot {
  what: string;
  /** A text of the comment that must be shown. */
  shows: string;
}

const spots: Spot[] = [];

/** Marks the place before a name, and remembers what must be shown there. */
function mark(what: string, shows: string): string {
  spots.push({ what, shows });
  return `/*${spots.length - 1}*/`;
}

/** A program that mentions each node, method, input, output and outcome once. */
function writeProgram(): string {
  const lines = allMethods().flatMap(({ path: name, node, method }, at) => {
    const inputs = method.inputs.map(
      ({ key, description }) => `inputs${at}.${mark(`input ${key} of ${name}`, description)}${key};`,
    );
    const results = method.outcomes
      .filter(({ reserved }) => !reserved)
      .map(({ name: outcome, when }) => {
        const literal = JSON.stringify(outcome);
        return `if (result${at}.outcome === ${literal}) result${at}.${mark(`outcome ${outcome} of ${name}`, when.slice(1))}outcome;`;
      });
    const handlers = method.longRunning
      ? method.outcomes.map(({ name: outcome, when }) => {
          return `export const h${at}_${spots.length}: Handlers<'${name}'> = { ${mark(`handler ${outcome} of ${name}`, when.slice(1))}${JSON.stringify(outcome)}: () => 0 };`;
        })
      : [];
    const success = method.outcomes.find(({ kind }) => kind === 'success')!.name;
    const event = method.longRunning ? 'UploadAttachment' : success;
    const outputs = method.outputs
      .filter(({ key }) => !method.longRunning || !['activityId', 'content'].includes(key))
      .map(({ key, description }) => `outputs${at}.${mark(`output ${key} of ${name}`, description)}${key};`);
    return [
      `nodes.${mark(`node ${node.key}`, `The node ${node.node}.`)}${node.key}.${mark(`method ${name}`, `${method.method}, a method of the node ${node.node}.`)}${method.key};`,
      `declare const inputs${at}: InputsOf<'${name}'>;`,
      `declare const result${at}: ResultOf<'${name}'>;`,
      `declare const outputs${at}: OutputsOf<'${name}', ${JSON.stringify(event)}>;`,
      ...inputs,
      ...results,
      ...handlers,
      ...outputs,
    ];
  });
  const types = "import type { Handlers, InputsOf, Nodes, OutputsOf, ResultOf } from '../../client/index.ts';";
  return [types, 'declare const nodes: Nodes;', ...lines].join('\n');
}

const program = writeProgram();
let service: ts.LanguageService;
beforeAll(() => {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (name) => ts.sys.readFile(name)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = name === file ? program : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: (name) => ts.sys.readFile(name),
  });
});

function shownAt(spot: number): string {
  const marker = `/*${spot}*/`;
  const info = service.getQuickInfoAtPosition(file, program.indexOf(marker) + marker.length);
  return ts.displayPartsToString(info?.documentation);
}

describe('an editor shows the documentation', () => {
  it('in a program that the compiler takes', () => {
    const messages = service
      .getSemanticDiagnostics(file)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    expect(messages).toEqual([]);
  });

  it(`of each node, method, input, output and outcome`, () => {
    expect(spots.length).toBeGreaterThan(400);
    const silent = spots.filter(({ shows }, at) => !shownAt(at).includes(shows)).map(({ what }) => what);
    expect(silent).toEqual([]);
  });
});
