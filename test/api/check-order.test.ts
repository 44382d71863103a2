import { expect, it } from 'vitest';
import { paths } from '../../simulator/testing/calls.ts';
import type { Call } from '../../simulator/testing/exchange.ts';
import { startBody } from '../../simulator/testing/samples.ts';
import { throughEverySkin } from './skins.ts';
import type { ContactCentre } from './contact-centre.ts';
import { openContactCentre } from './contact-centre.ts';

/** What is still wrong with the call; each step of the test corrects one thing. */
interface Draft {
  target: string;
  method: NonNullable<Call['method']>;
  headers: Record<string, string>;
  body: string;
}

function body(entryPoint: number, date?: string) {
  return JSON.stringify(startBody({ entryPoint, ...(date !== undefined && { date }), activity: { subject: 'text' } }));
}
const stale = '2020-01-01T00:00:00.000Z';

/** A start in which everything is wrong, and the answers while it is corrected step by step: spec 2.5, then spec 6.5. */
const repairs: [code: string, putRight: (draft: Draft, centre: ContactCentre) => void | Promise<void>][] = [
  ['404-140', (draft) => (draft.target = `${paths.start}?foo=1`)],
  ['405-100', (draft) => (draft.method = 'POST')],
  ['401-104', async (draft, centre) => void (draft.headers['authorization'] = `Bearer ${await centre.token()}`)],
  ['406-151', (draft) => (draft.headers['accept'] = 'application/json')],
  ['415-153', (draft) => (draft.headers['content-type'] = 'application/json')],
  ['413-152', (draft) => (draft.body = '{')],
  ['400-101', (draft) => (draft.target = paths.start)],
  ['400-910', (draft) => (draft.target = `${paths.start}?anonymousCustomer=yes`)],
  ['400-903', (draft) => (draft.body = '{}')],
  ['400-146', (draft) => (draft.body = body(9999, stale))],
  ['404-101', (draft) => (draft.body = body(1008, stale))],
  ['403-130', (draft) => (draft.body = body(1002, stale))],
  ['403-131', (_draft, { simulator }) => void simulator.applications.change('demo', { type: 'Chat' })],
  ['400-912', (_draft, { simulator }) => void simulator.entryPoints.edit(1002, { active: true })],
  ['409-100', (draft, { simulator }) => (draft.body = body(1002, simulator.entryPoints.get(1002).lastModified))],
  ['400-914', (_draft, { simulator }) => simulator.applications.reactivateCallback('demo')],
  ['500-161', (_draft, { simulator }) => (simulator.partition('default').assignmentServiceRunning = true)],
  ['400-913', (_draft, { simulator }) => void simulator.agents.logIn('Cleo')],
];

throughEverySkin((skin) => {
  it('the first failure is answered, in the order of spec 2.5 and 6.5 (http.checkOrder, conversation.start.checkOrder)', async () => {
    await using centre = await openContactCentre(skin);
    const { applications, entryPoints } = centre.simulator;
    applications.change('demo', { type: 'Callback' });
    applications.deactivateCallback('demo');
    entryPoints.edit(1002, { active: false });
    centre.simulator.partition('default').assignmentServiceRunning = false;

    const draft: Draft = {
      target: `${paths.start}ed?foo=1`,
      method: 'PATCH',
      headers: { accept: 'text/csv', 'content-type': 'text/csv' },
      body: '{'.padEnd(1_048_577),
    };
    const codes: (string | undefined)[] = [];
    for (const [, putRight] of repairs) {
      codes.push(codeOf((await centre.send(draft)).text));
      await putRight(draft, centre);
    }
    expect(codes).toEqual(repairs.map(([code]) => code));
    expect((await centre.send(draft)).status).toBe(201);
  });
});

/** Reads an error body in JSON or XML; ECE answers XML unless `Accept` chooses JSON. */
function codeOf(text: string): string | undefined {
  return /"code":"([\d-]+)"|<code>([\d-]+)<\/code>/.exec(text)?.slice(1).find(Boolean);
}
