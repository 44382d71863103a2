import { describe, expect, it } from 'vitest';
import { conversationId } from '../../test/client/callbacks.ts';
import { sqliteFile } from '../../test/client/databases.ts';
import { eceError, empty, json, paths, recordedNodes, text, tokenAnswer, useEce, xml } from '../../test/client/ece.ts';
import { describeEceMethod, firstResult, itLeadsTo } from '../../test/client/standard-outcomes.ts';
import type { MethodPath, Options } from '../index.ts';

const started = json(201, { activity: { id: '2041' }, id: conversationId });
const entryPoint = { entryPointId: 1001, lastModifiedDate: '2026-01-15T09:30:00.000Z' };
const inputsOf = {
  'startConversation.startConversationOnSms': { ...entryPoint, phoneNumber: '5550100', countryCode: '1' },
  'startConversation.startConversationOnMessenger': { ...entryPoint, facebookPsid: 'psid-1' },
} as const satisfies Partial<Record<MethodPath, object>>;

function attribute(attribName: string, value: string) {
  return { attribName, attribValues: { attribValue: [{ value }] } };
}

describe('Start Conversation', () => {
  const ece = useEce();
  const settings = async () => ({ chatStore: await sqliteFile.records().open() });
  const open = async (options: Partial<Options> = {}) => recordedNodes({ ...(await settings()), options });

  for (const path of Object.keys(inputsOf) as (keyof typeof inputsOf)[]) {
    const method = { path, call: paths.start, inputs: inputsOf[path], settings };
    describeEceMethod(ece, { ...method, success: started, unknown: eceError('415-153', 'Content type is not supported') });

    itLeadsTo(ece, method, [
      ['201', started, 'onStartConversationSuccess'],
      ['200', json(200, { id: conversationId }), 'onStartConversationSuccess'],
      ['400', eceError('400-113', 'No agent is available to serve the chat.'), 'Bad Request'],
      ['403', eceError('403-130', 'Client application is not configured to use the entry point: 1001'), 'Forbidden'],
      ['404', eceError('404-141', 'Entry point does not exist: 1001'), 'Not Found'],
      [
        '409',
        eceError(
          '409-100',
          'Last modified date provided in the request body for the following  do not match : conversation.entryPointConfiguration.',
        ),
        'Conflict',
      ],
      ['500', eceError('500-161', 'Assignment service is not running.'), 'Internal Server Error'],
      ['202', json(202, { id: conversationId }), 'onInvalidChoice'],
      ['201 without the id', json(201, { activity: { id: '2041' } }), 'onError'],
      ['201 with HTML', text(201, '<html></html>', 'text/html'), 'onError'],
      ['204', empty(204), 'onInvalidChoice'],
    ]);

    it.each([
      ['Conflict', eceError('409-100', 'Last modified date')],
      ['Not Found', eceError('404-141', 'Entry point does not exist')],
    ] as const)(`${path}: an unwired %s leaves by onInvalidChoice`, async (unwired, answer) => {
      ece.on(paths.token, tokenAnswer());
      ece.on(paths.start, answer);
      const { nodes } = await open();
      const { outcome } = await firstResult(nodes.run(path, inputsOf[path], { unwired: [unwired] }));
      expect(outcome).toBe('onInvalidChoice');
    });

    it(`${path}: gives the ids of the answer, JSON or XML`, async () => {
      ece.on(paths.token, tokenAnswer());
      ece.on(
        paths.start,
        started,
        xml(
          201,
          `<conversation xmlns="http://bindings.egain.com/ws/model/v19/gen/common" id="${conversationId}"><activity id="2041"/></conversation>`,
        ),
      );
      for (const wireFormat of ['json', 'xml'] as const) {
        const { outputs } = await firstResult((await open({ wireFormat })).nodes.run(path, inputsOf[path]));
        expect(outputs).toMatchObject({ conversationId, activityId: '2041' });
        expect(JSON.parse(outputs.response as string)).toEqual({ activity: { id: '2041' }, id: conversationId });
      }
      expect(ece.arrived().map(({ headers }) => headers['content-type'])).toEqual(['application/json', 'application/xml']);
    });
  }

  it('SMS: sends the body of spec 6.3 with the phone as searched contact', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.start, started);
    const { nodes } = await open();
    const conversation = nodes.startConversation.startConversationOnSms({
      ...inputsOf['startConversation.startConversationOnSms'],
      firstName: 'Ann',
      subject: 's'.repeat(300),
      chatHistory: 'Customer: 1+1=2!\nBusiness: "Añn" [ok]/\u007f\u0080\u0081',
    });
    await conversation.next();
    await conversation.return();
    expect(ece.arrived()[0]).toMatchObject({ method: 'POST', query: { searchContactOnAttribute: 'mobile.phone' } });
    expect(JSON.parse(ece.arrived()[0]!.text)).toEqual({
      entryPointConfiguration: { entryPoint: { id: '1001' }, lastModified: { date: '2026-01-15T09:30:00.000Z' } },
      activity: {
        subject: 's'.repeat(255),
        customAttributes: { customAttribute: [attribute('chathistory', 'Customer: 1 1=2  Business: "Añn"  ok    \u0081')] },
        customer: {
          type: { value: 'individual' },
          contacts: {
            contact: [{ firstName: 'Ann', phone: [{ type: { value: 'mobile' }, phoneNo: '5550100', countryCode: '1' }] }],
          },
        },
      },
    });
  });

  it('leaves empty optional inputs out of the body', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.start, started);
    const { nodes } = await open();
    const inputs = {
      ...inputsOf['startConversation.startConversationOnMessenger'],
      firstName: '',
      lastName: ' ',
      subject: '',
      chatHistory: '',
    };
    await firstResult(nodes.run('Start Conversation on Messenger', inputs));
    expect(JSON.parse(ece.arrived()[0]!.text)).toMatchObject({
      activity: {
        customer: { type: { value: 'individual' }, customAttributes: { customAttribute: [attribute('facebookpsid', 'psid-1')] } },
      },
    });
    expect(ece.arrived()[0]!.text).not.toMatch(/subject|contacts|chathistory/);
    expect(ece.arrived()[0]).toMatchObject({ query: { searchContactOnAttribute: 'custom.facebookpsid' } });
  });

  it('searches by other attributes when its option says so', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.start, started);
    const { nodes } = await open({
      messengerSearchAttribute: 'social.facebookId',
      chatHistoryAttribute: 'activity_test_string1',
    });
    const inputs = { ...inputsOf['startConversation.startConversationOnMessenger'], chatHistory: 'x' };
    await firstResult(nodes.run('Start Conversation on Messenger', inputs));
    expect(ece.arrived()[0]!.query).toEqual({ searchContactOnAttribute: 'social.facebookId' });
    expect(JSON.parse(ece.arrived()[0]!.text)).toMatchObject({
      activity: {
        customAttributes: { customAttribute: [attribute('activity_test_string1', 'x')] },
        customer: { contacts: { contact: [{ social: [{ type: { value: 'facebook' }, socialId: 'psid-1' }] }] } },
      },
    });
  });

  it.each([
    ['mobile.phone', 'mobile'],
    ['home.phone', 'home'],
    ['office.phone', 'office'],
    ['phone', 'mobile'],
  ])('SMS: searches by %s and sends a %s phone', async (smsSearchAttribute, type) => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.start, started);
    const { nodes } = await open({ smsSearchAttribute });
    await firstResult(nodes.run('Start Conversation on SMS', inputsOf['startConversation.startConversationOnSms']));
    expect(ece.arrived()[0]!.query).toEqual({ searchContactOnAttribute: smsSearchAttribute });
    expect(JSON.parse(ece.arrived()[0]!.text)).toMatchObject({
      activity: { customer: { contacts: { contact: [{ phone: [{ type: { value: type }, phoneNo: '5550100' }] }] } } },
    });
  });

  it('Messenger: writes the custom attribute at the contact when its option says so', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.start, started);
    const { nodes } = await open({ customAttributesAt: 'contact' });
    const inputs = { ...inputsOf['startConversation.startConversationOnMessenger'], firstName: 'Ann' };
    await firstResult(nodes.run('Start Conversation on Messenger', inputs));
    expect((JSON.parse(ece.arrived()[0]!.text) as { activity: { customer: object } }).activity.customer).toEqual({
      type: { value: 'individual' },
      contacts: {
        contact: [{ firstName: 'Ann', customAttributes: { customAttribute: [attribute('facebookpsid', 'psid-1')] } }],
      },
    });
  });

  it('sends nothing before the first result is asked for', async () => {
    const { nodes } = await open();
    nodes.startConversation.startConversationOnSms(inputsOf['startConversation.startConversationOnSms']);
    expect(ece.tokenRequests()).toEqual([]);
  });

  it('gives onTimeout when the store does not answer, onError when it fails, and starts nothing', async () => {
    const chatStore = await sqliteFile.records().open();
    const failing = { ...chatStore, inbox: { ...chatStore.inbox, expectStart: () => Promise.reject(new Error('disk full')) } };
    const { nodes } = recordedNodes({ chatStore: failing });
    expect(
      await firstResult(nodes.run('Start Conversation on Messenger', inputsOf['startConversation.startConversationOnMessenger'])),
    ).toEqual(
      expect.objectContaining({
        outcome: 'onError',
        outputs: { error: 'disk full' },
      }),
    );
    expect(ece.arrived()).toEqual([]);
  });

  it('names the conversation when it started but could not be stored', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.start, started);
    const chatStore = await sqliteFile.records().open();
    const failing = { ...chatStore, inbox: { ...chatStore.inbox, settleStart: () => Promise.reject(new Error('disk full')) } };
    const { nodes } = recordedNodes({ chatStore: failing });
    const { outcome, outputs } = await firstResult(
      nodes.run('Start Conversation on SMS', inputsOf['startConversation.startConversationOnSms']),
    );
    expect(outcome).toBe('onError');
    expect(outputs.error).toContain(conversationId);
  });
});
