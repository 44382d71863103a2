import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { catalogue } from '../../client/catalogue.ts';
import type { NodeEntry, Provenance } from '../../client/catalogue/entry.ts';
import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import { settings } from '../../simulator/protocol/settings.ts';
import { visibleSettings } from '../interpret/visible-settings.ts';
import type { CertaintyOfFact, Fact } from './fact.ts';
import { certaintiesOfFacts } from './fact.ts';
import type { TaggedSentence } from './tagged-sentences.ts';
import { readTaggedSentences } from './tagged-sentences.ts';

const certaintyOfTag: Readonly<Record<string, CertaintyOfFact>> = {
  D: 'documented',
  D2: 'second hand',
  O: 'observed',
  S: 'published for the successor',
  P: 'partly documented',
  I: 'inferred',
};

const certaintyOfProvenance: Readonly<Record<Provenance, CertaintyOfFact>> = {
  documented: 'documented',
  partly: 'partly documented',
  inferred: 'inferred',
};

const specifications = ['ece-v19', 'cce-nodes'] as const;

/**
 * Every fact: settings, tagged sentences of both specifications, outcomes of the nodes. A sentence whose tag names a setting is that
 * setting, and an outcome's row in the specification is that outcome; each counts once.
 * @param calibrated the settings of a site that a calibration has found
 */
export function listFacts(calibrated: Partial<SettingValues> = {}, about = 'a site file'): Fact[] {
  const sentences = specifications.map((name) => ({ name, sentences: readTaggedSentences(readSpecification(name)) }));
  return [
    ...settingFacts(
      sentences.flatMap((one) => one.sentences),
      calibrated,
      about,
    ),
    ...sentences.flatMap((one) => sentenceFacts(one.name, one.sentences)),
    ...(catalogue as readonly NodeEntry[]).flatMap(outcomeFacts),
  ];
}

function readSpecification(name: (typeof specifications)[number]): string {
  const root = path.dirname(createRequire(import.meta.url).resolve('ece-simulator/package.json'));
  return readFileSync(path.join(root, 'docs/spec', `${name}.md`), 'utf8');
}

function settingFacts(sentences: readonly TaggedSentence[], calibrated: Partial<SettingValues>, about: string): Fact[] {
  const waysToSettle = readWaysToSettle();
  return (Object.keys(settings) as SettingName[]).map((name) => {
    const isCalibrated = Object.hasOwn(calibrated, name);
    const { default: usual, certainty, reason } = settings[name];
    const sections = sentences.filter((one) => one.settings.includes(name)).map(({ section }) => `ece-v19 ${section}`);
    const probes = visibleSettings[name];
    const byProbes = probes.length === 0 ? '' : 'ece-simulator calibrate';
    const byHand = waysToSettle.get(name);
    return {
      name,
      kind: 'setting',
      value: JSON.stringify(isCalibrated ? calibrated[name] : usual),
      certainty: isCalibrated ? 'calibrated' : certainty,
      source: isCalibrated ? about : reason,
      actsIn: sections.length === 0 ? [`settings of ${name.slice(0, name.indexOf('.'))}`] : [...new Set(sections)],
      probes,
      settledBy: [byProbes, byHand].filter(Boolean).join('; or by hand: ') || 'no public way: ask the vendor',
    };
  });
}

/** The last column of section 17, by setting. */
function readWaysToSettle(): Map<string, string> {
  const [, section = ''] = readSpecification('ece-v19').split(/^## 17\. .*$/m);
  const rows = [...section.matchAll(/^\| (`[\w.]+`(?:, `[\w.]+`)*) \|.*\| ([^|]*) \|$/gm)];
  return new Map(rows.flatMap(([, names, how]) => [...names!.matchAll(/`([\w.]+)`/g)].map(([, name]) => [name!, how!] as const)));
}

function sentenceFacts(specification: string, sentences: readonly TaggedSentence[]): Fact[] {
  const counts = new Map<string, number>();
  return sentences
    .filter((one) => one.settings.length === 0 && one.text !== '')
    .map(({ section, text, tags }) => {
      const number = /^[\d.]*\d/.exec(section)?.[0] ?? '';
      const count = (counts.get(number) ?? 0) + 1;
      counts.set(number, count);
      const [certainty] = certaintiesOfFacts.filter((one) => tags.some((letter) => certaintyOfTag[letter] === one));
      return {
        name: `${specification} ${number}, ${count}`,
        kind: 'sentence',
        value: text,
        certainty: certainty!,
        source: `docs/spec/${specification}.md, ${tags.map((letter) => `[${letter}]`).join('')}`,
        actsIn: [`${specification} ${section}`],
        probes: [],
        settledBy: specification === 'ece-v19' ? byTraffic : byThePage,
      };
    });
}

const byTraffic = 'record the call with ece-simulator proxy, and look at it with ece-simulator replay';
const byThePage = "look at the node in Webex Connect's flow builder";

function outcomeFacts({ node, methods }: NodeEntry): Fact[] {
  return methods.flatMap(({ method, outcomes }) =>
    outcomes.map(({ name, when, provenance }) => ({
      name: `${node} / ${method} / ${name}`,
      kind: 'outcome' as const,
      value: when,
      certainty: certaintyOfProvenance[provenance],
      source: 'docs/spec/cce-nodes.md, and the catalogue of the client library',
      actsIn: [`cce-nodes, ${method}`],
      probes: [],
      settledBy: `${byThePage}, and let a flow take the outcome`,
    })),
  );
}
