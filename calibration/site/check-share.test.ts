import { describe, expect, it } from 'vitest';
import { plan } from '../plan/plan.ts';
import { interpret } from '../interpret/interpret.ts';
import { randomSettings, recordSite } from '../testing/random-site.ts';
import { parse } from 'yaml';
import { checkShare } from './check-share.ts';
import { formatSite, reportOf } from './site-file.ts';

const few = plan.filter(({ name }) => ['context-root', 'configuration', 'token', 'availability', 'start'].includes(name));

describe('a site file that is to be shared', () => {
  it('holds facts only when a calibration wrote it', async () => {
    const report = reportOf(await interpret(await recordSite(randomSettings(2), few)));
    const origin = { at: '2026-05-12T08:00:00.000Z', by: 'ece-simulator 0.1.0', eceVersion: '12.6.1.2' };
    const site = parse(formatSite(report, origin)) as { settings: object };
    expect(Object.keys(site.settings).length).toBeGreaterThan(15);
    expect(checkShare(site)).toEqual({ remove: [], look: [] });
  });

  it('holds the options that follow from its settings, which say nothing more', () => {
    const site = { version: 1, settings: { 'callback.type.transfer': 'moved' }, client: { eventWords: { moved: 'Transfer' } } };
    expect(checkShare(site)).toEqual({ remove: [], look: [] });
    expect(checkShare({ ...site, client: { eventWords: { acme: 'Transfer' } } }).look).toEqual([
      'client.eventWords.acme: "Transfer"',
    ]);
  });

  it.each([
    ['a member that nobody knows', { owner: 'Ada' }, /^owner: no site file has this member/],
    ['a setting that nobody knows', { settings: { 'http.prefx': 'any' } }, /^settings\.http\.prefx: it is unknown.*http\.prefix/],
    ['an option that nobody knows', { client: { hostName: 'chat.acme.com' } }, /^client\.hostName: it is unknown/],
    ['a text of its own', { about: 'The lab of Ada' }, /^about: a text of your own may hold names/],
    ['a host', { calibration: { by: 'ada at chat.acme.com' } }, /^calibration\.by: the host chat\.acme\.com/],
    [
      'a URL',
      { settings: { 'xml.namespace': 'http://ece.acme.intern/ws' } },
      /^settings\.xml\.namespace: the host ece\.acme\.intern/,
    ],
    ['an address', { calibration: { eceVersion: 'ask ada@acme.com' } }, /eceVersion: the address ada@acme\.com/],
    ['an IP address', { calibration: { by: 'at 10.1.2.3' } }, /^calibration\.by: the IP address 10\.1\.2\.3/],
    [
      'a telephone number',
      { calibration: { evidence: { 'http.prefix': 'start: content is +49 171 2345678' } } },
      /the number \+49 171/,
    ],
    ['a path of the machine', { $schema: '/home/ada/schema.json' }, /^\$schema: it shows a path/],
  ])('says to remove %s', (_what, change, sentence) => {
    const { remove } = checkShare({ version: 1, ...change });
    expect(remove).toContainEqual(expect.stringMatching(sentence));
  });

  it('shows the texts that only a person can judge', () => {
    expect(checkShare({ version: 1, settings: { 'http.prefix': 'acmechat' } })).toEqual({
      remove: [],
      look: ['settings.http.prefix: "acmechat"'],
    });
  });
});
