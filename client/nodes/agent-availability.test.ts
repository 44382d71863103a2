import { describe, expect, it } from 'vitest';
import type { Answer } from '../../test/client/ece.ts';
import { eceError, empty, json, paths, recordedNodes, text, tokenAnswer, useEce, xml } from '../../test/client/ece.ts';
import { describeEceMethod, firstResult, itLeadsTo } from '../../test/client/standard-outcomes.ts';
import type { MethodPath } from '../index.ts';
import { createAuthorization } from '../index.ts';

/** Verbatim forms of spec 11. */
function availabilityXml(available: boolean) {
  return xml(
    200,
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<agentAvailability available="${available}" xmlns:ns5="http://jabber.org/protocol/httpbind" xmlns:ns2="http://bindings.egain.com/chat" xmlns:ns4="jabber:client" xmlns:ns3="urn:ietf:params:xml:ns:xmpp-stanzas"/>`,
  );
}
function capacityXml(count: number) {
  return xml(200, `<availableSlots xmlns:ns2="http://bindings.egain.com/chat"><ns2:count>${count}</ns2:count></availableSlots>`);
}
const sessionXml = xml(
  200,
  '<liveSessionStatus xmlns:ns2="http://bindings.egain.com/chat"><ns2:waitTime>10.0</ns2:waitTime><ns2:queueDepth>2</ns2:queueDepth></liveSessionStatus>',
);

const methods: {
  path: MethodPath;
  call: string;
  failure: string;
  yes: [Answer[], string, object];
  no?: [Answer[], string, object];
}[] = [
  {
    path: 'agentAvailability.getAgentAvailability',
    call: paths.availability,
    failure: 'GetAgentAvailabilityFailure',
    yes: [[json(200, { available: true }), availabilityXml(true)], 'AgentAvailable', { available: true }],
    no: [[json(200, { available: false }), availabilityXml(false)], 'NoAgentAvailable', { available: false }],
  },
  {
    path: 'agentAvailability.getAgentCapacity',
    call: paths.capacity,
    failure: 'GetAgentCapacityFailure',
    yes: [[json(200, { count: 3 }), capacityXml(3)], 'SlotAvailable', { availableSlots: 3 }],
    no: [[json(200, { count: 0 }), capacityXml(0)], 'MaximumLoad/NoAgent', { availableSlots: 0 }],
  },
  {
    path: 'agentAvailability.getQueueDepthAndWaitTime',
    call: paths.session,
    failure: 'GetQueueDepthandWaitTimeFailure',
    yes: [
      [json(200, { waitTime: 10, queueDepth: 2 }), sessionXml],
      'GetQueueDepthandWaitTimeSuccess',
      { waitTime: 10, queueDepth: 2 },
    ],
  },
];

describe('Agent Availability', () => {
  const ece = useEce();

  for (const { path, call, failure, yes, no } of methods) {
    const method = { path, call, inputs: { entryPointId: 1001 } };
    describeEceMethod(ece, { ...method, success: yes[0][0]!, unknown: eceError('404-140', 'Resource not found.') });

    itLeadsTo(ece, method, [
      ['400', eceError('400-128', 'Entry point does not exist: 1001'), failure],
      ['406', eceError('406-151', 'Requested media type is not supported.'), failure],
      ['500', eceError('500-160', 'Internal server error.'), failure],
      ['200 without the answer', json(200, {}), failure],
      ['200 with HTML', text(200, '<html><body>Hello</body></html>', 'text/html'), failure],
      ['200 with values that are none', json(200, { available: 'maybe', count: 'many', waitTime: -1, queueDepth: 1 }), failure],
      ['401', eceError('401-101', 'New login is required.'), 'onInvalidChoice'],
      ['403', empty(403), 'onInvalidChoice'],
    ]);

    it.each(
      [yes, no]
        .filter((row) => row !== undefined)
        .flatMap(([answers, ...expected]) => answers.map((answer) => [answer, ...expected] as const)),
    )(`${path}: reads JSON and XML without asking for a token`, async (answer, outcome, outputs) => {
      ece.on(call, answer);
      expect(await firstResult(recordedNodes().nodes.run(path, { 'Entry Point ID': '1001' }))).toEqual(
        expect.objectContaining({ outcome, outputs }),
      );
      expect(ece.tokenRequests()).toEqual([]);
      expect(ece.arrived()[0]!.headers).toMatchObject({ accept: 'application/json' });
      expect(ece.arrived()[0]!.headers).not.toHaveProperty('authorization');
    });
  }

  it('sends the token where ECE asks for it, and from then on at once', async () => {
    ece.on(paths.token, tokenAnswer('token-1'));
    ece.on(paths.availability, (request) =>
      (request.headers.authorization === undefined ? empty(401) : json(200, { available: true }))(request),
    );
    const { nodes } = recordedNodes();
    const ask = () => nodes.agentAvailability.getAgentAvailability({ entryPointId: 1001 });
    expect(await ask()).toMatchObject({ outcome: 'AgentAvailable', attempts: 2 });
    expect(await ask()).toMatchObject({ outcome: 'AgentAvailable', attempts: 1 });
    expect(ece.arrived().map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer token-1', 'Bearer token-1']);
  });

  it('gives onInvalidChoice where ECE asks for a token and none can be had', async () => {
    ece.on(paths.token, json(401, { error: 'invalid_client' }));
    ece.on(paths.availability, empty(401));
    const result = await recordedNodes().nodes.agentAvailability.getAgentAvailability({ entryPointId: 1001 });
    expect(result).toMatchObject({ outcome: 'onInvalidChoice', status: 401 });
    expect(result.outputs).toMatchObject({ error: expect.stringContaining('was answered 401 (invalid_client)') as string });
  });

  it.each([
    [{ agentAvailability: { available: 'TRUE' } }, 'getAgentAvailability', 'AgentAvailable'],
    [{ capacity: { count: 2 } }, 'getAgentCapacity', 'SlotAvailable'],
    [{ availableSlots: 2 }, 'getAgentCapacity', 'SlotAvailable'],
    [{ availableSlots: { count: 0 } }, 'getAgentCapacity', 'MaximumLoad/NoAgent'],
    [{ liveSessionStatus: { waitTime: '3.0', queueDepth: 1 } }, 'getQueueDepthAndWaitTime', 'GetQueueDepthandWaitTimeSuccess'],
  ] as const)('reads %j', async (body, method, outcome) => {
    const path =
      { getAgentAvailability: paths.availability, getAgentCapacity: paths.capacity }[method as string] ?? paths.session;
    ece.on(path, json(200, body));
    expect((await recordedNodes().nodes.agentAvailability[method]({ entryPointId: 1001 })).outcome).toBe(outcome);
  });

  it('encodes the entry point in the path', async () => {
    ece.on('/egain/chat/entrypoint/agentAvailability/:id', eceError('400-128', 'Entry point does not exist'));
    await recordedNodes().nodes.agentAvailability.getAgentAvailability({ entryPointId: '../capacity/1001?x' });
    expect(ece.arrived()[0]!.path).toMatch(/\/agentAvailability\/\.\.%2Fcapacity%2F1001%3Fx$/);
  });

  it('needs a Host Name and no credentials', async () => {
    ece.on(paths.availability, json(200, { available: true }));
    const authorization = createAuthorization({ authorizationName: 'public', hostName: 'ece.example.com/system' });
    const { nodes } = recordedNodes({ authorization });
    expect((await nodes.agentAvailability.getAgentAvailability({ entryPointId: 1001 })).outcome).toBe('AgentAvailable');
  });

  it.each([
    ['without a Host Name', createAuthorization({ authorizationName: 'bare' }), 'Authorization "bare" has no Host Name.'],
  ])('gives onError %s, since the node lists no authorization failure', async (_, authorization, error) => {
    const { nodes } = recordedNodes({ authorization });
    expect(await nodes.agentAvailability.getAgentAvailability({ entryPointId: 1001 })).toEqual(
      expect.objectContaining({
        outcome: 'onError',
        outputs: { error },
      }),
    );
  });
});
