import * as z from 'zod';
import { optionsSchema } from '../../client/options.ts';
import { calibrationSchema } from '../../simulator/configuration/site.ts';
import { didYouMean } from '../../simulator/protocol/nearest.ts';
import type { SettingName, SettingValues } from '../../simulator/protocol/settings.ts';
import { settings } from '../../simulator/protocol/settings.ts';
import { clientOptionsFor } from './client-options.ts';

/** What must go before a site file is shared, and what a person must read, because only a person can judge it. */
export interface ShareReport {
  readonly remove: readonly string[];
  readonly look: readonly string[];
}

const members = ['$schema', 'version', 'about', 'calibration', 'settings', 'client'];
const schemaOfSites = /(^|\/)site\.schema\.json$/;

/** Hosts that belong to nobody, and to the vendor's schemas. */
const publicHosts = /(?:^|\.)(?:example\.(?:com|org|net)|egain\.com|w3\.org|jabber\.org)$/i;

/**
 * Whether what stands in a site file is facts about ECE only.
 * @param site the value of the file
 */
export function checkShare(site: unknown): ShareReport {
  const remove: string[] = [];
  const look: string[] = [];
  const given = z.record(z.string(), z.unknown()).safeParse(site).data ?? {};
  for (const name of Object.keys(given)) if (!members.includes(name)) remove.push(`${name}: no site file has this member`);
  if (given['about'] !== undefined)
    remove.push('about: a text of your own may hold names; "calibration" has the date and the version');
  const schema = given['$schema'];
  if (schema !== undefined && !(typeof schema === 'string' && schemaOfSites.test(schema)))
    remove.push('$schema: it shows a path of your machine; write site.schema.json');
  checkMembers('settings', given['settings'], Object.keys(settings));
  checkMembers('client', given['client'], Object.keys(optionsSchema.shape));
  checkMembers('calibration', given['calibration'], Object.keys(calibrationSchema().shape));
  const [calibration, client, told] = ['calibration', 'client', 'settings'].map(
    (name) => z.record(z.string(), z.unknown()).safeParse(given[name]).data ?? {},
  ) as [Record<string, unknown>, Record<string, unknown>, Partial<SettingValues>];
  const derived = clientOptionsFor(told) as Record<string, unknown>;
  checkMembers('calibration.evidence', calibration['evidence'], Object.keys(settings));
  for (const place of ['settings', 'client', 'calibration'])
    for (const [path, text] of textsIn(given[place], [place])) checkText(path, text);
  return { remove, look };

  function checkMembers(place: string, value: unknown, known: readonly string[]): void {
    if (value === undefined) return;
    const record = z.record(z.string(), z.unknown()).safeParse(value).data;
    if (record === undefined) remove.push(`${place}: it is no list of members with values`);
    for (const name of Object.keys(record ?? {}))
      if (!known.includes(name)) remove.push(`${place}.${name}: it is unknown.${didYouMean(name, known)}`);
  }

  function checkText(path: readonly string[], text: string): void {
    const [place, name = ''] = path;
    if (place === 'settings' && isForeseen(name, text)) return;
    // The options that follow from the settings say nothing that the settings do not.
    if (place === 'client' && JSON.stringify(client[name]) === JSON.stringify(derived[name])) return;
    const personal = findPersonal(text, path);
    if (personal !== undefined) remove.push(`${path.join('.')}: ${personal}`);
    else if (place !== 'calibration') look.push(`${path.join('.')}: "${text}"`);
  }
}

/** Every text in a value, also the names of members, with its path. */
function textsIn(value: unknown, path: readonly string[]): [readonly string[], string][] {
  if (typeof value === 'string' || typeof value === 'number') return [[path, String(value)]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, [...path, name]));
}

/** Whether a text, or a number, stands in a value that this program knows. */
function isForeseen(name: string, text: string): boolean {
  if (!Object.hasOwn(settings, name)) return false;
  return settings[name as SettingName].values.some((value) => textsIn(value, []).some(([, known]) => known === text));
}

const time = /\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?/g;

/** What in a text could say whose ECE it is, or who was there. */
function findPersonal(text: string, path: readonly string[]): string | undefined {
  const isNumber = /^-?[\d.]+$/.test(text);
  // A number of seconds or bytes is a fact; only longer ones are numbers of somebody.
  if (isNumber && path[0] !== 'calibration') return text.length > 9 ? `the number ${text}` : undefined;
  if (path.join('.') === 'calibration.date') return /^\d{4}-\d\d-\d\d$/.test(text) ? undefined : `"${text}" is no date`;
  const mail = /[\w.+-]+@[\w-]+\.[\w.-]+/.exec(text)?.[0];
  if (mail !== undefined) return `the address ${mail}`;
  const address = /\b\d{1,3}(?:\.\d{1,3}){3}\b/.exec(text)?.[0];
  if (address !== undefined && path.at(-1) !== 'eceVersion') return `the IP address ${address}`;
  const host = [...text.matchAll(/\/\/([^\s/:?#"]+)/g)]
    .map(([, name]) => name!)
    .find((name) => name.includes('.') && !publicHosts.test(name));
  if (host !== undefined) return `the host ${host}`;
  const domain = /\b(?:[\w-]+\.)+(?:com|net|org|de|at|ch|uk|fr|eu|io|local|intern|internal|corp|lan)\b/i.exec(text)?.[0];
  if (domain !== undefined && !publicHosts.test(domain)) return `the host ${domain}`;
  const number = /\+?\d[\d ()/-]{6,}\d/.exec(text.replaceAll(time, ''))?.[0];
  return number === undefined ? undefined : `the number ${number}`;
}
