import { stringify } from 'yaml';
import { damaged } from './damage.ts';
import type { Seeded } from './seeded.ts';

const odd = [
  '\t',
  '\0',
  '\u00e9',
  '\ud83d\ude00',
  ':',
  '- ',
  '{',
  ']',
  '"',
  "'",
  '#',
  '|',
  '>',
  '%',
  '@',
  '!',
  '&a ',
  '*a',
  '? ',
  '---',
  '...',
];
const oddLines = [
  '<<: *a',
  'a: &a [*a]',
  'other: *nothing',
  '%YAML 9.9',
  '--- !!map',
  '$schema: 1',
  'settings: ~',
  'world: !!set {a, b}',
  'site: !!binary aGVsbG8=',
  '? {a: b}\n: c',
  '__proto__: {seed: x}',
];

/** What can happen to a text that is edited by hand, cut or merged. */
const damages: Readonly<Record<string, (lines: string[], seeded: Seeded) => void>> = {
  cut: (lines, seeded) => void lines.splice(seeded.below(lines.length)),
  'delete a line': (lines, seeded) => void lines.splice(seeded.below(lines.length), 1),
  'double a line': (lines, seeded) => {
    const at = seeded.below(lines.length);
    lines.splice(at, 0, lines[at]!);
  },
  indent: (lines, seeded) => {
    const at = seeded.below(lines.length);
    lines[at] = seeded.pick(['  ', ' ', '\t']) + lines[at]!;
  },
  outdent: (lines, seeded) => {
    const at = seeded.below(lines.length);
    lines[at] = lines[at]!.trimStart();
  },
  'write something odd': (lines, seeded) => {
    const at = seeded.below(lines.length);
    const place = seeded.below(lines[at]!.length + 1);
    lines[at] = lines[at]!.slice(0, place) + seeded.pick(odd) + lines[at]!.slice(place);
  },
  'add a line': (lines, seeded) => void lines.splice(seeded.below(lines.length + 1), 0, seeded.pick(oddLines)),
  'cut a line': (lines, seeded) => {
    const at = seeded.below(lines.length);
    lines[at] = lines[at]!.slice(0, seeded.below(lines[at]!.length + 1));
  },
};

/** The value of a JSON text as YAML, one time in two with a wrong value and in any other with a wrong line, and what is wrong. */
export function damagedYaml(json: string, seeded: Seeded): { text: string; what: string } {
  if (seeded.below(2) === 0) {
    const { text, what } = damaged(json, seeded);
    return { text: stringify(JSON.parse(text)), what };
  }
  const lines = stringify(JSON.parse(json)).split('\n');
  const done: string[] = [];
  for (let count = 1 + seeded.below(3); count > 0 && lines.length > 0; count--) {
    const name = seeded.pick(Object.keys(damages));
    damages[name]!(lines, seeded);
    done.push(name);
  }
  return { text: lines.join('\n'), what: done.join(', ') };
}
