import { describe, expect, it } from 'vitest';
import { UnknownNameError } from '../errors.ts';
import { allMethods, nearest, resolveInput, resolveMethod, resolveOutcome, resolveOutput } from './names.ts';

describe('names', () => {
  it.each([
    ['sendMessage.sendPlainTextMessage', 'sendMessage.sendPlainTextMessage'],
    ['sendPlainTextMessage', 'sendMessage.sendPlainTextMessage'],
    ['Send Plain Text Message', 'sendMessage.sendPlainTextMessage'],
    ['Send Message.Send Plain Text Message', 'sendMessage.sendPlainTextMessage'],
    ['SendHTMLMessage', 'sendMessage.sendHtmlMessage'],
    ['GetAgentCapacity', 'agentAvailability.getAgentCapacity'],
    ['GetQueueDepthandWaitTime', 'agentAvailability.getQueueDepthAndWaitTime'],
    ['Fetch Chat History', 'fetchChatHistory.fetchActiveChatHistory'],
    ['Process ECE Events', 'processEceEvents.processEceEvent'],
    ['Get File Info', 'getFileInfo.getFileInfo'],
  ])('method %s is %s', (name, path) => expect(resolveMethod(name).path).toBe(path));

  it('no two methods share a name', () => {
    for (const { path, method } of allMethods()) {
      for (const name of [path, method.key, method.method, ...(method.aliases ?? [])])
        expect(resolveMethod(name).path).toBe(path);
    }
  });

  const { method: send } = resolveMethod('sendPlainTextMessage');
  const { method: start } = resolveMethod('startConversationOnSms');

  it('outcomes are resolved by name and alias, with case and spaces', () => {
    expect(resolveOutcome(send, 'Internal Server Error').name).toBe('Internal server error');
    expect(resolveOutcome(start, 'Internal server error').name).toBe('Internal Server Error');
    expect(resolveOutcome(send, 'onAuthorizationFailure').name).toBe('onauthorizationfail');
    expect(resolveOutcome(send, 'OnTimeOut').name).toBe('onTimeout');
    expect(() => resolveOutcome(send, 'forbidden')).toThrow(
      'No outcome of Send Plain Text Message is called "forbidden"; the nearest is "Forbidden".',
    );
  });

  it('inputs and outputs are resolved by key and literal', () => {
    expect(resolveInput(send, 'CONVERSATION ID').key).toBe('conversationId');
    expect(resolveInput(send, 'message').name).toBe('MESSAGE');
    expect(resolveInput(resolveMethod('editIndividualCustomerOnSms').method, 'CONTACT PERSION ID').key).toBe('contactPersonId');
    expect(resolveOutput(start, 'contentURL').key).toBe('contentUrl');
    expect(resolveOutput(resolveMethod('getAgentAvailability').method, 'Available').key).toBe('available');
    expect(() => resolveInput(send, 'mesage')).toThrow('the nearest is "message"');
    expect(() => resolveOutput(send, 'x')).toThrow(new UnknownNameError('No output of Send Plain Text Message is called "x".'));
  });

  it('an unknown method names the nearest', () => {
    expect(() => resolveMethod('sendMessage.sendPlainText')).toThrow(UnknownNameError);
    expect(() => resolveMethod('sendMesage.sendPlainTextMessage')).toThrow('the nearest is "sendMessage.sendPlainTextMessage"');
  });

  it('the nearest has the fewest letters to change', () => {
    expect(nearest('Complet', ['Assigned', 'complete', 'Conflict'])).toBe('complete');
    expect(nearest('x', [])).toBeUndefined();
  });
});
