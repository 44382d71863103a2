import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const longestFile = { max: 400, skipBlankLines: true, skipComments: true };

/** One way to write what can be written in two. */
const dialect = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  {
    selector: ':matches(ImportSpecifier[importKind="type"], ExportSpecifier[exportKind="type"])',
    message: 'Give types a declaration of their own, `import type { ... }`: an inline `type` leaves an empty import in dist.',
  },
  {
    selector:
      ':matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator:not([id.typeAnnotation]) > ArrowFunctionExpression',
    message: 'Write `function name() { ... }`. A const with a declared type may hold an arrow function.',
  },
  {
    selector: 'ImportDeclaration[source.value="zod"] > ImportSpecifier',
    message: "Write `import * as z from 'zod'`.",
  },
  {
    selector:
      'ClassDeclaration[superClass] MethodDefinition[kind="constructor"] AssignmentExpression > MemberExpression.left[object.type="ThisExpression"][property.name="name"]',
    message: "Name an error by a field: `override readonly name = '...'`.",
  },
  {
    selector: 'PropertyDefinition[override=true][readonly=false][key.name="name"]',
    message: "The name of an error is `override readonly name = '...'`.",
  },
];

/** Vitest compiles tests; everything else runs as it is, on Node 22 too, which knows no `using`. */
const runsAsItIs = {
  selector: 'VariableDeclaration[kind=/using$/]',
  message: 'Close it in a `finally`: Node 22 runs this file as it is and knows no `using`.',
};

/** A stream that breaks must end a command with a sentence, wherever the command writes. */
const writesThroughOutput = {
  selector:
    ':matches(CallExpression[callee.property.name="write"][callee.object.object.name="process"][callee.object.property.name=/^(stdout|stderr)$/], CallExpression[callee.object.name="console"])',
  message: 'Write by cli/output.ts: it says what happens when the stream is closed or full.',
};

const takeRealTimers = 'Use simulator/time/real-timers.ts: a test that fakes its timers must not stop the simulator.';
const timers = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'queueMicrotask'];

export default tseslint.config(
  { ignores: ['dist', 'site/dist', 'node_modules', 'test/require-node.js', 'packaging/*.js', 'packaging/*.cjs', 'docs/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', longestFile],
      'no-restricted-syntax': ['error', ...dialect],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // No enum can be declared (`erasableSyntaxOnly`), and looking for one in every type takes a tenth of the lint.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
    },
  },
  {
    files: ['{simulator,client,contracts,scenarios,calibration,console,fixtures,cli}/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**', 'contracts/{consumer,mutations}/**'],
    rules: { 'no-restricted-syntax': ['error', ...dialect, runsAsItIs] },
  },
  {
    files: ['simulator/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**', 'simulator/time/real-timers.ts'],
    rules: {
      'no-restricted-globals': ['error', ...timers.map((name) => ({ name, message: takeRealTimers }))],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: takeRealTimers },
        { object: 'performance', property: 'now', message: takeRealTimers },
      ],
    },
  },
  {
    files: ['{contracts,scenarios,calibration,cli}/**/*.ts', 'console/*.ts', 'console/{phone,player}/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**', 'contracts/{consumer,mutations}/**', 'cli/output.ts'],
    rules: { 'no-restricted-syntax': ['error', ...dialect, runsAsItIs, writesThroughOutput] },
  },
  { files: ['**/*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['**/*.test.ts', 'test/**/*.ts'], rules: { 'max-lines': 'off' } },
  {
    // Generated: as long as what they are made from, and a method may have no inputs.
    files: ['client/documentation/*.ts', 'calibration/interpret/visible-settings.ts'],
    rules: { 'max-lines': 'off', '@typescript-eslint/no-generated-empty-object-type': 'off' },
  },
  prettier,
);
