import { describe, expect, it } from 'vitest';
import { completeOptions } from './options.ts';
import { completeRuntime } from './runtime.ts';
import { InvalidSettingsError } from './errors.ts';
import type { Options } from './index.ts';
import { createNodes } from './index.ts';

describe('options', () => {
  it('have the defaults of nodes spec 1.11', () => {
    expect(completeOptions({})).toEqual({
      retries: 2,
      retryDelayMs: 1000,
      retryMaxDelayMs: 30_000,
      retryBudgetMs: 60_000,
      tokenServerError: 'onError',
      trimInputs: true,
      timeoutMs: 10000,
      tokenMarginMs: 60000,
      rawBody: false,
      chatHistoryAttribute: 'chathistory',
      smsSearchAttribute: 'mobile.phone',
      messengerSearchAttribute: 'custom.facebookpsid',
      idForm: 'string',
      contactFields: 'flat',
      customAttributesAt: 'customer',
      contactPointForm: 'wrapped',
      messageTypes: {},
      decisionForm: 'attachments',
      endRoute: 'post-conversation',
      liveSessionStatusRoute: 'liveSessionStatus',
      loginMember: 'userName',
      notOngoingCodes: [],
      xmlRoots: {},
      eventWords: {},
      eventWaitMs: null,
      wireFormat: 'json',
      allowPrivateAddresses: false,
      maxFileBytes: 26214400,
      silenceMs: 900_000,
      tenant: null,
    });
  });

  it.each([
    [{ retires: 3 }, 'retires: is not known; the nearest is "retries"'],
    [{ retries: -1 }, 'retries:'],
    [{ retries: 11 }, 'retries: must be a whole number from 0 to 10, "vendor", or an object of these'],
    [{ retries: null }, 'retries: must be a whole number from 0 to 10, "vendor", or an object of these'],
    [{ retries: 'often' }, 'retries: must be a whole number from 0 to 10, "vendor", or an object of these'],
    [
      { retries: { startConversatoin: 1 } },
      'retries.startConversatoin: is no node, method or default; the nearest is "startConversation"',
    ],
    [{ retries: { default: 11 } }, 'retries.default: must be a whole number from 0 to 10, or "vendor"'],
    [{ timeoutMs: 0 }, 'timeoutMs:'],
    [{ timeoutMs: 2 ** 31 }, 'timeoutMs:'],
    [{ timeoutMs: '10' }, 'timeoutMs:'],
    [{ wireFormat: 'yaml' }, 'wireFormat:'],
    [{ customAttributesAt: 'activity' }, 'customAttributesAt:'],
    [{ eventWords: { joined: 'Asigned' } }, 'eventWords.joined:'],
    [{ messengerSearchAttribute: 'facebookpsid' }, 'messengerSearchAttribute: must be custom.<attribute> or social.<kind>Id'],
  ])('%o are refused when the nodes are made', (options, fault) => {
    expect(() => createNodes({ options: options as Partial<Options> })).toThrow(InvalidSettingsError);
    expect(() => createNodes({ options: options as Partial<Options> })).toThrow(fault);
  });

  it.each([0, 10, 'vendor', {}, { default: 0, startConversation: undefined, 'sendMessage.sendHtmlMessage': 'vendor' }] as const)(
    'take %o as retries',
    (retries) => {
      expect(completeOptions({ retries }).retries).toEqual(retries);
    },
  );

  it('of an invocation go before those of the nodes, which go before those of the authorization', () => {
    const { options } = completeRuntime(
      { options: { retries: 0 } },
      { options: { retries: 1, timeoutMs: 1 } },
      { options: { retries: 2, timeoutMs: 2, retryDelayMs: 2 } },
    );
    expect(options).toMatchObject({ retries: 0, timeoutMs: 1, retryDelayMs: 2, tokenMarginMs: 60000 });
  });

  it('that do not exist reject the invocation', async () => {
    const call = createNodes({}).clearChat.clearChat({ chatId: 'x' }, { options: { retries: 99 } });
    await expect(call).rejects.toThrow(InvalidSettingsError);
  });
});
