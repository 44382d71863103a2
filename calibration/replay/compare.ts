import type { ProbeAnswer } from '../plan/probe.ts';
import type { Exchange } from '../recording/exchange.ts';
import { findMembers } from '../recording/members.ts';
import { isPseudonym } from '../recording/pseudonyms.ts';
import { uuids } from '../recording/uuid.ts';
import type { Correspondence } from './correspondence.ts';
import { formOf } from './correspondence.ts';

/** A place where the simulator shows something else than the recording: a status, a header, a member. */
export interface Difference {
  readonly place: string;
  /** What the recording has there; undefined when it has nothing. */
  readonly recorded: string | undefined;
  readonly simulated: string | undefined;
}

const comparedHeaders = ['allow', 'retry-after', 'location', 'www-authenticate', 'x-egain-session', 'content-disposition'];

/** Compares two answers member for member. Ids and times that an ECE makes up are alike when they have the same form. */
export function compareAnswers(
  recorded: Exchange['response'],
  simulated: ProbeAnswer | undefined,
  pairs: Correspondence,
): Difference[] {
  const differences = new Differences(pairs);
  differences.addIfOther('status', statusOf(recorded), statusOf(simulated));
  if (recorded === null || simulated === undefined) return differences.found;
  const types = [mediaType(recorded.headers), mediaType(simulated.headers)] as const;
  differences.addIfOther('header content-type', ...types);
  for (const name of comparedHeaders) compareHeader(name, recorded.headers[name], simulated.headers[name], differences);
  const bodies = [recorded.body ?? '', simulated.body] as const;
  const [recordedForm, simulatedForm] = types.map((type = '') => type.split(';', 1)[0]!.toLowerCase());
  if (recordedForm === simulatedForm) compareBodies('body', recordedForm!, bodies, differences);
  return differences.found;
}

/** Compares two texts of the same type, e.g. two callbacks. */
export function compareTexts(type: string, recorded: string, simulated: string, pairs: Correspondence): Difference[] {
  const differences = new Differences(pairs);
  compareBodies('body', type, [recorded, simulated], differences);
  return differences.found;
}

class Differences {
  readonly found: Difference[] = [];
  readonly #pairs: Correspondence;

  constructor(pairs: Correspondence) {
    this.#pairs = pairs;
  }

  addIfOther(place: string, recorded: string | undefined, simulated: string | undefined): void {
    if (recorded !== simulated) this.found.push({ place, recorded, simulated });
  }

  /** Values of the same form become a pair. */
  addIfUnlike(place: string, recorded: string | undefined, simulated: string | undefined): void {
    if (recorded !== undefined && simulated !== undefined && this.#areAlike(recorded, simulated)) return;
    this.addIfOther(place, recorded, simulated);
  }

  #areAlike(recorded: string, simulated: string): boolean {
    if (recorded === simulated || this.#pairs.translate(recorded) === simulated) return true;
    const form = formOf(recorded);
    if (form !== undefined && form === formOf(simulated)) {
      this.#pairs.add(recorded, simulated);
      return true;
    }
    return isPseudonym(recorded) || normalize(this.#pairs.translate(recorded)) === normalize(simulated);
  }
}

/** A sentence without the ids and names in it. */
function normalize(text: string): string {
  return text
    .replaceAll(uuids, '{uuid}')
    .replaceAll(/https?:\/\/[^/\s"]+/g, '{base}')
    .replaceAll(/\b(?:name|secret|text|person|file)-\d+\b/g, '{name}')
    .replaceAll(/(?<![\w-])\d{3,}(?![\w-])/g, '{digits}');
}

function statusOf(answer: { readonly status: number } | null | undefined): string {
  return answer == null ? 'no answer' : String(answer.status);
}

function mediaType(headers: Readonly<Record<string, string>>): string | undefined {
  return headers['content-type']?.replaceAll(/\s/g, '');
}

function compareHeader(
  name: string,
  recorded: string | undefined,
  simulated: string | undefined,
  differences: Differences,
): void {
  const place = `header ${name}`;
  const isJudged = recorded !== undefined && simulated !== undefined && !['location', 'x-egain-session'].includes(name);
  if (isJudged) differences.addIfUnlike(place, recorded, simulated);
  else if (recorded !== undefined && simulated !== undefined)
    differences.addIfUnlike(place, lastPart(recorded), lastPart(simulated));
  else differences.addIfOther(place, recorded, simulated);
}

/** Of a location the host and the folders are those of an installation. */
function lastPart(value: string): string {
  return value.split('/').at(-1)!;
}

function compareBodies(
  place: string,
  type: string,
  [recorded, simulated]: readonly [string, string],
  differences: Differences,
): void {
  if (recorded === '' || simulated === '') {
    differences.addIfOther(place, kindOf(recorded), kindOf(simulated));
    return;
  }
  const [one, other] = [readJson(recorded), readJson(simulated)];
  if (one !== undefined && other !== undefined) compareValues(place, one.value, other.value, differences);
  else if (/xml/.test(type)) compareXml(place, recorded, simulated, differences);
  else differences.addIfUnlike(place, recorded, simulated);
}

function kindOf(body: string): string {
  return body === '' ? 'empty' : 'a body';
}

function readJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function compareValues(place: string, recorded: unknown, simulated: unknown, differences: Differences): void {
  if (Array.isArray(recorded) && Array.isArray(simulated)) {
    differences.addIfOther(`${place} length`, String(recorded.length), String(simulated.length));
    recorded.slice(0, simulated.length).forEach((one, at) => compareValues(`${place}[${at}]`, one, simulated[at], differences));
  } else if (isObject(recorded) && isObject(simulated)) {
    const [names, others] = [Object.keys(recorded), Object.keys(simulated)];
    for (const name of new Set([...names, ...others]))
      compareValues(`${place}.${name}`, recorded[name], simulated[name], differences);
    const shared = (of: readonly string[], among: readonly string[]) => of.filter((name) => among.includes(name)).join(', ');
    differences.addIfOther(`${place} order of members`, shared(names, others), shared(others, names));
  } else if (typeof recorded === 'number' && typeof simulated === 'number') {
    // Amounts depend on how busy the contact centre is.
    if (recorded > 1e11 && simulated > 1e11) return;
    if (String(recorded).length >= 3) differences.addIfUnlike(place, String(recorded), String(simulated));
  } else if (typeof recorded === 'string' && typeof simulated === 'string') {
    differences.addIfUnlike(place, recorded, simulated);
  } else {
    differences.addIfOther(place, describe(recorded), describe(simulated));
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function compareXml(place: string, recorded: string, simulated: string, differences: Differences): void {
  const [tags, others] = [tagsOf(recorded), tagsOf(simulated)];
  differences.addIfOther(`${place} elements`, tags, others);
  if (tags !== others) return;
  const [values, simulatedValues] = [findMembers(recorded, 'application/xml'), findMembers(simulated, 'application/xml')];
  values.forEach(({ path, value }, at) =>
    differences.addIfUnlike(`${place} ${path.join('.')}`, value, simulatedValues[at]?.value),
  );
}

/** The markup alone: names, attributes and namespaces, without values. */
function tagsOf(xml: string): string {
  return xml
    .replaceAll(/>[^<]+</g, '><')
    .replaceAll(/(\s(?!xmlns)[\w.:-]+=)"[^"]*"/g, '$1""')
    .replaceAll(/\s+/g, ' ');
}
