import { describe, expect, it } from 'vitest';
import type { AvailabilityCheck } from '../../simulator/testing/calls.ts';
import { availabilityCall } from '../../simulator/testing/calls.ts';
import { withHeaders, withQuery } from '../../simulator/testing/exchange.ts';
import { declaration } from '../../simulator/testing/samples.ts';
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

  it.each(situations)('entry point %i: %s', async (entryPoint, _what, expected) => {
    await using centre = await openContactCentre(skin);
    const found = [];
    for (const check of checks) {
      const json = (await centre.call(availabilityCall(check, entryPoint))).json as object;
      found.push(check === 'liveSessionStatus' ? json : Object.values(json)[0]);
    }
    expect(found).toEqual(expected);
  });
});
