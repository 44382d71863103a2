import { describe, expect, it } from 'vitest';
import type { AvailabilityCheck } from '../../simulator/testing/calls.ts';
import { availabilityCall } from '../../simulator/testing/calls.ts';
import { withHeaders, withQuery } from '../../simulator/testing/exchange.ts';
import { declaration } from '../../simulator/testing/samples.ts';
import { weekdays } from '../../simulator/world/opening-hours.ts';
import { throughEverySkin } from './skins.ts';
import { openContactCentre } from './contact-centre.ts';

const checks: AvailabilityCheck[] = ['agentAvailability', 'capacity', 'liveSessionStatus', 'checkEligibility', 'chatAllowed'];

/** The answers of spec 11, as XML and as JSON, for the entry point 1001 of the default world. */
const answers: Record<AvailabilityCheck, readonly [xml: string, json: string]> = {
  // Observed on the wire, copied verbatim.
  agentAvailability: [
    '<agentAvailability available="true" xmlns:ns5="http://jabber.org/protocol/httpbind" xmlns:ns2="http://bindings.egain.com/chat" xmlns:ns4="jabber:client" xmlns:ns3="urn:ietf:params:xml:ns:xmpp-stanzas"/>',
    '{"available":true}',
  ],
  capacity: [
    '<availableSlots xmlns:ns2="http://bindings.egain.com/chat"><ns2:count>2000</ns2:count></availableSlots>',
    '{"count":2000}',
  ],
  liveSessionStatus: [
    '<liveSessionStatus xmlns:ns2="http://bindings.egain.com/chat"><ns2:waitTime>0.0</ns2:waitTime><ns2:queueDepth>0</ns2:queueDepth></liveSessionStatus>',
    '{"waitTime":0,"queueDepth":0}',
  ],
  // Observed on the wire, copied verbatim.
  checkEligibility: [
    '<checkEligibility xmlns:ns5="http://jabber.org/protocol/httpbind" xmlns:ns2="http://bindings.egain.com/chat" xmlns:ns4="urn:ietf:params:xml:ns:xmpp-stanzas" xmlns:ns3="jabber:client" responseType="0"/>',
    '{"responseType":0}',
  ],
  chatAllowed: ['<chatAllowed allowed="true"/>', '{"allowed":true}'],
};

/** The answer of each check for each entry point of the default world. */
const situations: [entryPoint: number, what: string, answers: readonly unknown[]][] = [
  [1001, 'agents ready', [true, 2000, { waitTime: 0, queueDepth: 0 }, 0, true]],
  [1002, 'agent required, none there', [false, 0, { waitTime: 0, queueDepth: 0 }, 1, false]],
  [1003, 'agents at full load, queue open', [true, 0, { waitTime: 0, queueDepth: 0 }, 0, true]],
  [1004, 'queue at its maximum', [true, 0, { waitTime: 180, queueDepth: 3 }, 2, false]],
  [1005, 'inactive', [false, 0, { waitTime: 0, queueDepth: 0 }, 1, false]],
  [1006, 'attachments blocked', [true, 2000, { waitTime: 0, queueDepth: 0 }, 0, true]],
  [1007, 'agent not required, none there', [true, 0, { waitTime: 0, queueDepth: 0 }, 0, true]],
  [1008, 'bound to another application', [true, 2000, { waitTime: 0, queueDepth: 0 }, 0, true]],
];

throughEverySkin((skin) => {
  describe.each(checks)('%s', (check) => {
    const roots = ['/system/egain/chat', '/egain/chat', '/system/ws/chat', '/ws/chat'];

    it.each(roots)('answers under %s, in XML unless JSON is asked for, without any login', async (root) => {
      await using centre = await openContactCentre(skin);
      const call = { target: `${root}/entrypoint/${check}/1001` };
      const [xml, json] = answers[check];
      for (const headers of [{}, { accept: '*/*' }, { accept: 'application/xml' }] as Record<string, string>[]) {
        const answer = await centre.send({ ...call, headers });
        expect([answer.status, answer.contentType, answer.text]).toEqual([200, 'application/xml', declaration + xml]);
      }
      const answer = await centre.call(call);
      expect([answer.status, answer.contentType, answer.text]).toEqual([200, 'application/json', json]);
    });

    it('ignores credentials and further query parameters (availability.authentication, availability.unknownQuery)', async () => {
      await using centre = await openContactCentre(skin);
      const call = withQuery(availabilityCall(check), '_=1768469400000');
      const answer = await centre.call(withHeaders(call, { authorization: 'Bearer nothing', 'x-egain-session': 'nothing' }));
      expect(answer.text).toBe(answers[check][1]);
    });
  });

  it('shows the opening hours to a call with businessCalendar=true, and to no other (spec 11.1)', async () => {
    await using centre = await openContactCentre(skin);
    const { entryPoints, clock } = centre.simulator;
    const asked = withQuery(availabilityCall('agentAvailability'), 'businessCalendar=true');
    expect((await centre.call(asked)).text).toBe('{"available":true}');

    const days = weekdays.map((day) => ({ day, from: '00:00', to: '24:00' }));
    entryPoints.edit(1001, { openingHours: { utcOffset: '+00:00', days } });
    expect((await centre.call(asked)).json).toEqual({ available: true, businesscalendar: { state: 'open' } });
    expect((await centre.send(asked)).text).toContain('><businesscalendar state="open"/></agentAvailability>');
    for (const query of ['businessCalendar=false', 'businessCalendar'])
      expect((await centre.call(withQuery(availabilityCall('agentAvailability'), query))).text).toBe('{"available":true}');

    const today = weekdays[new Date(clock.now()).getUTCDay()]!;
    entryPoints.edit(1001, { openingHours: { utcOffset: '+00:00', days: days.filter(({ day }) => day !== today) } });
    expect((await centre.call(asked)).json).toMatchObject({ available: true, businesscalendar: { state: 'closed' } });
    centre.simulator.snapshots.take('closed');
    entryPoints.edit(1001, { openingHours: null });
    expect((await centre.call(asked)).text).toBe('{"available":true}');
    centre.simulator.snapshots.restore('closed');
    expect((await centre.call(asked)).json).toMatchObject({ businesscalendar: { state: 'closed' } });
  });

  it('takes businessCalendar where unknown parameters are refused (availability.unknownQuery)', async () => {
    await using centre = await openContactCentre(skin, { settings: { 'availability.unknownQuery': 400 } });
    expect((await centre.call(withQuery(availabilityCall('agentAvailability'), 'businessCalendar=true'))).status).toBe(200);
    expect((await centre.call(withQuery(availabilityCall('capacity'), 'businessCalendar=true'))).status).toBe(400);
  });

  it.each(situations)('entry point %i: %s', async (entryPoint, _what, expected) => {
    await using centre = await openContactCentre(skin);
    const found = [];
    for (const check of checks) {
      const json = (await centre.call(availabilityCall(check, entryPoint))).json as object;
      found.push(check === 'liveSessionStatus' ? json : Object.values(json)[0]);
    }
    expect(found).toEqual(expected);
  });

  it.each(['/system/egain/chat', '/ws/chat'])(
    'the transcript of an anonymous chat under %s is 400-115, in JSON',
    async (root) => {
      await using centre = await openContactCentre(skin);
      const body = '<transcript/>';
      const headers = { 'content-type': 'application/xml', 'x-egain-session': 'of-an-anonymous-login' };
      const answer = await centre.send({ target: `${root}/entrypoint/transcript?sid=1`, method: 'POST', headers, body });
      expect([answer.status, answer.contentType]).toEqual([400, 'application/json']);
      expect(answer.json).toMatchObject({ code: '400-115' });
    },
  );

  it.each([
    ['POST', 'initialize/1001'],
    ['POST', 'sendMessage'],
    ['GET', 'sessionStatus/1'],
  ] as const)('the anonymous chat API has no other call: %s %s', async (method, path) => {
    await using centre = await openContactCentre(skin);
    expect((await centre.call({ target: `/system/egain/chat/entrypoint/${path}`, method })).status).toBe(404);
  });
});
