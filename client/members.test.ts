import { describe, expect, it } from 'vitest';
import { sqliteFile } from '../test/client/databases.ts';
import { empty, eceError, paths, recordedNodes, tokenAnswer, useEce } from '../test/client/ece.ts';
import type { NodesSettings } from './index.ts';
import { createNodes, InvalidSettingsError } from './index.ts';

const ece = useEce();
const sms = { entryPointId: 1001, lastModifiedDate: 'd', phoneNumber: '5550100', countryCode: '1' };

describe('members that do not exist', () => {
  it.each([
    [{ authorisation: {} }, 'authorisation', 'authorization'],
    [{ chatstore: {} }, 'chatstore', 'chatStore'],
    [{ authorizations: { sendMesage: {} } }, 'sendMesage', 'sendMessage'],
  ])('of createNodes are named with the nearest: %o', (settings, wrong, near) => {
    const create = () => createNodes(settings as unknown as NodesSettings);
    expect(create).toThrow(InvalidSettingsError);
    expect(create).toThrow(`"${wrong}" is not known; the nearest is "${near}".`);
  });

  it('of the settings of a call are named with the nearest', async () => {
    const { nodes } = recordedNodes();
    const call = { signall: new AbortController().signal } as object;
    await expect(nodes.endConversation.endConversation({ conversationId: 'c' }, call)).rejects.toThrow(
      '"signall" is not known; the nearest is "signal".',
    );
    const options = { timeoutMS: 1 } as object;
    await expect(nodes.endConversation.endConversation({ conversationId: 'c' }, { options })).rejects.toThrow(
      'timeoutMS: is not known; the nearest is "timeoutMs".',
    );
    expect(() => nodes.startConversation.startConversationOnSms(sms, call)).toThrow('the nearest is "signal"');
    expect(ece.arrived()).toEqual([]);
  });

  it.each([
    [{ Mesage: () => undefined }, '"Mesage" is not known; the nearest is "Message".'],
    [{ onStartConversationSucces: () => undefined }, 'the nearest is "onStartConversationSuccess".'],
    [{ Message: 'log' }, 'on.Message: must be a function.'],
  ])('of the handlers %o are named with the nearest', async (on, fault) => {
    const { nodes } = recordedNodes({ chatStore: await sqliteFile.records().open() });
    const run = nodes.startConversation.startConversationOnSms(sms, { on: on as object });
    await expect(run).rejects.toThrow(InvalidSettingsError);
    await expect(nodes.startConversation.startConversationOnSms(sms, { on: on as object })).rejects.toThrow(fault);
    await expect(nodes.startConversation.startConversationOnSms.resume('c', { on: on as object })).rejects.toThrow(fault);
  });

  it('are handlers of a method that has one result', async () => {
    const call = { on: { onEndConversationSuccess: () => undefined } } as object;
    await expect(recordedNodes().nodes.endConversation.endConversation({ conversationId: 'c' }, call)).rejects.toThrow(
      'on: the method has one result, so it takes no handlers.',
    );
  });
});

it('a conversation that is awaited without handlers rejects and says what to write', async () => {
  const { nodes } = recordedNodes({ chatStore: await sqliteFile.records().open() });
  const { startConversationOnSms } = nodes.startConversation;
  const advice =
    'Start Conversation on SMS gives a result for each event, so it cannot be awaited without handlers. ' +
    'Write: for await (const result of nodes.startConversation.startConversationOnSms(...)), ' +
    'or give handlers: nodes.startConversation.startConversationOnSms(..., { on: { Message: ... } }).';
  await expect(Promise.resolve(startConversationOnSms(sms))).rejects.toThrow(advice);
  await expect(Promise.resolve(startConversationOnSms.resume('c'))).rejects.toThrow(InvalidSettingsError);
  expect(ece.arrived()).toEqual([]);
});

it('a conversation that is read with for await is not affected', async () => {
  ece.on(paths.token, tokenAnswer());
  ece.on(paths.start, eceError('400-913', 'No agent.'));
  const { nodes } = recordedNodes({ chatStore: await sqliteFile.records().open() });
  const seen: string[] = [];
  for await (const { outcome } of nodes.startConversation.startConversationOnSms(sms)) seen.push(outcome);
  expect(seen).toEqual(['Bad Request']);
});

describe('white space around inputs', () => {
  const message = { conversationId: ' c-1\n', message: '  indented\n' };

  it('is removed from ids, and kept in messages', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.send, empty(204));
    await recordedNodes().nodes.sendMessage.sendPlainTextMessage(message);
    expect(JSON.parse(ece.arrived()[0]!.text)).toMatchObject({ conversation: { id: 'c-1' }, content: '  indented\n' });
  });

  it('is kept with the option trimInputs off', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.send, empty(204));
    await recordedNodes({ options: { trimInputs: false } }).nodes.sendMessage.sendPlainTextMessage(message);
    expect(JSON.parse(ece.arrived()[0]!.text)).toMatchObject({ conversation: { id: ' c-1\n' } });
  });

  it('is removed from dates and numbers, and kept in names and histories', async () => {
    ece.on(paths.token, tokenAnswer());
    ece.on(paths.start, eceError('400-913', 'No agent.'));
    const { nodes } = recordedNodes({ chatStore: await sqliteFile.records().open() });
    const inputs = { entryPointId: ' 1001 ', lastModifiedDate: '\td ', phoneNumber: ' 555 0100 ', countryCode: '1 ' };
    const texts = { firstName: ' Ann', lastName: 'Lee ', subject: ' Order ', chatHistory: ' Customer: hello ' };
    await nodes.startConversation.startConversationOnSms({ ...inputs, ...texts }, { on: {} });
    expect(JSON.parse(ece.arrived()[0]!.text)).toMatchObject({
      entryPointConfiguration: { entryPoint: { id: '1001' }, lastModified: { date: 'd' } },
      activity: {
        subject: ' Order ',
        customAttributes: { customAttribute: [{ attribValues: { attribValue: [{ value: ' Customer: hello ' }] } }] },
        customer: {
          contacts: { contact: [{ firstName: ' Ann', lastName: 'Lee ', phone: [{ phoneNo: '555 0100', countryCode: '1' }] }] },
        },
      },
    });
  });
});
