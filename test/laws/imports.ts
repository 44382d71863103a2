import type { ICruiseResult, IRegularForbiddenRuleType } from 'dependency-cruiser';
import { cruise } from 'dependency-cruiser';
import { findCircles } from './circles.ts';

/** A law of ARCHITECTURE.md about who may import whom, and what to do about a file that breaks it. */
export interface Law extends Pick<IRegularForbiddenRuleType, 'from' | 'to'> {
  readonly name: string;
  readonly remedy: string;
}

const tests = '\\.(test|test-d)\\.ts$|/testing/';

export const laws: readonly Law[] = [
  {
    name: 'client and simulator never import each other',
    remedy: 'let them meet in contracts/, scenarios/ or test/',
    from: { path: '^(client|simulator)/', pathNot: tests },
    to: { path: '^(client|simulator)/', pathNot: '^$1/' },
  },
  {
    name: 'client imports no other room',
    remedy: 'take what it needs as an argument',
    from: { path: '^client/', pathNot: tests },
    to: { path: '^(contracts|scenarios|calibration|console|fixtures|cli|test)/' },
  },
  {
    name: 'simulator imports no other room',
    remedy: 'let the command line hand it in',
    // The command line leads to the commands of all rooms.
    from: { path: '^simulator/', pathNot: `${tests}|^simulator/cli\\.ts$` },
    to: { path: '^(client|contracts|scenarios|calibration|console|fixtures|cli|test)/' },
  },
  {
    name: 'world imports nothing but world and protocol',
    remedy: 'declare in world the interface that the other room fulfils, or let the caller pass the value in',
    from: { path: '^simulator/world/', pathNot: tests },
    to: { pathNot: '^simulator/(world|protocol)/' },
  },
  {
    name: 'callbacks know no http',
    remedy: 'declare in callbacks what is needed, and let the partition pass it in',
    from: { path: '^simulator/callbacks/', pathNot: tests },
    to: { path: '^simulator/http/' },
  },
  {
    name: 'protocol imports no other room',
    remedy: 'move what is needed into protocol, or pass it as an argument',
    from: { path: '^simulator/protocol/', pathNot: tests },
    to: {
      path: '^(simulator|client|contracts|scenarios|calibration|console|fixtures|cli|test)/',
      pathNot: '^simulator/protocol/',
    },
  },
  {
    name: 'world, operations and protocol import nothing of Node',
    remedy: 'pass it in as a function, as `fetchFile` is',
    from: { path: '^simulator/(world|operations|protocol)/', pathNot: tests },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'calibration imports simulator, client and the words of the command line only',
    remedy: 'move what both rooms need below one of the two, or pass it in',
    from: { path: '^calibration/', pathNot: tests },
    to: { path: '^(contracts|scenarios|console|fixtures|test)/' },
  },
  {
    name: 'the product does not import tests',
    remedy: 'move what it needs out of the test',
    from: { path: '^(simulator|client|contracts|scenarios|calibration|console|fixtures|cli)/', pathNot: tests },
    to: { path: `^test/|${tests}` },
  },
];

/** Rooms in which not even types may go round in a circle. */
const roomsWithoutTypeCircles: readonly string[] = ['scenarios'];

export interface Finding {
  readonly law: string;
  /** What is wrong and what to do about it. */
  readonly sentence: string;
}

/** Reads what the files below `folders` import, and judges it. */
export async function judgeImports(root: string, folders: readonly string[]): Promise<{ files: string[]; findings: Finding[] }> {
  const { output } = await cruise([...folders], {
    baseDir: root,
    ruleSet: { forbidden: laws.map(({ name, from, to }) => ({ name, from, to })) },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules)/' },
  });
  const result = output as ICruiseResult;
  const files = result.modules.map(({ source }) => source).filter((source) => source.endsWith('.ts'));
  return { files, findings: [...brokenLaws(result), ...circlesOfValues(result), ...circlesOfTypes(result)] };
}

function brokenLaws({ summary }: ICruiseResult): Finding[] {
  return summary.violations.map(({ rule, from, to }) => {
    const { name, remedy } = laws.find((law) => law.name === rule.name)!;
    return { law: name, sentence: `${from} imports ${to}, but ${name}: ${remedy}.` };
  });
}

function circlesOfValues(result: ICruiseResult): Finding[] {
  return findCircles(importsOf(result, ({ dependencyTypes }) => !dependencyTypes.includes('type-only'))).map((circle) => ({
    law: 'no circle of values',
    sentence: `${circle.join(' imports ')}, but values go in no circle: move what both need into a file of its own.`,
  }));
}

function circlesOfTypes(result: ICruiseResult): Finding[] {
  return roomsWithoutTypeCircles.flatMap((room) =>
    findCircles(importsOf(result, ({ resolved }) => resolved.startsWith(`${room}/`))).map((circle) => ({
      law: `no circle of types in ${room}`,
      sentence: `${circle.join(' imports ')}, but ${room} has no circle, not even of types: move the type into a file of its own.`,
    })),
  );
}

type Dependency = ICruiseResult['modules'][number]['dependencies'][number];

function importsOf({ modules }: ICruiseResult, counts: (dependency: Dependency) => boolean): Map<string, string[]> {
  return new Map(
    modules.map(({ source, dependencies }) => [source, dependencies.filter(counts).map(({ resolved }) => resolved)]),
  );
}
