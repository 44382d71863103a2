import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FindingsCollector } from '../harness/findings.ts';
import { pageOf } from './page.ts';
import type { Answered, Results } from './results.ts';
import { readResults, resultsFile } from './results.ts';

const documents = path.dirname(resultsFile);

function resultsWith(...answers: Answered[]): Results {
  const machine = { processors: '2 × x', memory: '4 GiB', system: 'Linux', node: 'v24.0.0', loadBefore: 0 };
  const trees = [{ name: 'this tree', commit: 'abc', subject: '' }];
  return { takenOn: '2026-01-15T09:30:00.000Z', size: 'whole', machine, stolen: null, trees, answers };
}

function pageWith(...answers: Answered[]): string {
  return pageOf(resultsWith(...answers)).get('performance.md')!;
}

describe('the page about performance', () => {
  it('is what its figures give', () => {
    for (const [file, text] of pageOf(readResults()!)) expect(readFileSync(path.join(documents, file), 'utf8'), file).toBe(text);
  });

  it('has no plots of another run', () => {
    const plots = [...pageOf(readResults()!).keys()].filter((file) => file.endsWith('.svg'));
    expect(readdirSync(path.join(documents, 'performance')).map((file) => `performance/${file}`)).toEqual(plots.toSorted());
  });

  it('says of a goal that is missed where the rest goes', () => {
    const findings = new FindingsCollector();
    findings.addVerdict('engine alone', 'a second', new Map([['this tree', [9, 10, 11]]]), { atLeast: 50 }, 'a conversation');
    const parts = (...times: number[]) => [
      { part: 'simulator/world', microseconds: times[0]! },
      { part: 'garbage collection', microseconds: times[1]! },
    ];
    const ofIt = { what: 'a conversation', functions: [] };
    findings.profiles.push(
      { ...ofIt, subject: 'this tree', microseconds: 8, parts: [...parts(6, 1.96), { part: 'zod', microseconds: 0.04 }] },
      { ...ofIt, subject: 'bare node:http', microseconds: 1, parts: parts(0, 1).slice(1) },
    );
    const page = pageWith({ name: 'engine', seconds: 1, findings });
    expect(page).toContain('| engine alone | 10.0 a second (9.00–11.0) |  | ≥ 50 a second | missed |');
    expect(page).toContain(
      'The goal for “engine alone” is missed. 8.00 µs are spent on:\n\n| part | share | time | bare node:http |',
    );
    expect(page).toContain('| simulator/world | 75 % | 6.00 µs |  |\n| garbage collection | 25 % | 1.96 µs | 1.00 µs |\n\n');
  });

  it('says so when its figures are no measurement', () => {
    const { machine, ...results } = resultsWith();
    const page = pageOf({ ...results, machine: { ...machine, loadBefore: 9 }, size: 'quick' }).get('performance.md');
    expect(page).toContain('no measurement**: the run was cut short (`--quick`), and the machine did other work.');
    expect(pageWith()).not.toContain('no measurement');
  });

  it('says what the host of the machine gave to others', () => {
    expect(pageOf({ ...resultsWith(), stolen: 0.0624 }).get('performance.md')).toContain('its host gave 6.2 % to others.');
    expect(pageWith()).not.toContain('its host');
  });

  it('says how fast its machine is', () => {
    const findings = new FindingsCollector();
    findings.addFigure('send message', 'bare node:http', 'µs of CPU a call', [13.4]);
    expect(pageWith({ name: 'calls', seconds: 1, findings })).toContain(
      'depend on the machine: here the bare server took 13.4 µs of CPU a call for a message.',
    );
  });

  it('names what could not be measured', () => {
    const findings = new FindingsCollector();
    findings.addMissing('WireMock', 'it did not start: Java, which WireMock needs, cannot be started.');
    expect(pageWith({ name: 'peers', seconds: 1, findings })).toContain(
      '## Not measured\n\n- WireMock: it did not start: Java, which WireMock needs, cannot be started.',
    );
    const failed = { name: 'calls', seconds: 1, findings: new FindingsCollector(), failure: 'All answers were 401.' };
    expect(pageWith(failed)).toContain('**It could not be measured.** All answers were 401.');
  });
});
