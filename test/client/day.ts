import { setImmediate } from 'node:timers/promises';
import type { AnyResult, AuthorizationFields, ChatStore, Conversation, Nodes, Options } from '../../client/index.ts';
import { createAuthorization, createCallbackReceiver, createNodes, openChatStore } from '../../client/index.ts';
import { fetchInProcess } from '../../simulator/index.ts';
import type { Ece } from '../settings/ece.ts';
import { second } from '../settings/ece.ts';

/** What the client library is given to understand an ECE. */
export interface ClientChoices {
  readonly options?: Partial<Options>;
  readonly fields?: Partial<AuthorizationFields>;
  /** What stands before the number when a customer is searched by phone. */
  readonly phonePrefix?: string;
}

export const world = {
  customers: [{ contacts: [{ firstName: 'Bea', lastName: 'Roy', phones: [{ phoneNo: '555-0190', countryCode: '1' }] }] }],
};

/** What each step of the day came to: the outcome, and the outputs that a flow goes on with. */
export type Log = Record<string, string>;

const eventWaitMs = 77_777;
const offer = { fileName: 'offer.pdf', contentType: 'application/pdf', content: new TextEncoder().encode('%PDF') };
const host = 'http://ece.example.com';

function tell({ outcome, outputs }: AnyResult, ...names: string[]): string {
  return [outcome, ...names.map((name) => `${name}=${String(outputs[name])}`)].join(' ');
}

/** A day of a flow that uses every node which calls ECE, with a good and a bad case of each. */
export class ClientDay {
  readonly log: Log = {};
  readonly #ece: Ece;
  readonly #nodes: Nodes;
  readonly #photo: string;
  readonly #phonePrefix: string;

  private constructor(ece: Ece, store: ChatStore, { options, fields, phonePrefix = '' }: ClientChoices) {
    this.#ece = ece;
    this.#phonePrefix = phonePrefix;
    const clock = {
      now: () => ece.simulator.clock.now(),
      // Time limits do not end; a wait for an event ends when no message is there.
      setTimeout: (callback: () => void, milliseconds: number) =>
        milliseconds === eventWaitMs ? void setImmediate().then(callback) : undefined,
      clearTimeout: () => undefined,
    };
    this.#nodes = createNodes({
      authorization: createAuthorization({
        authorizationName: 'day',
        clientId: 'demo-client',
        clientSecret: 'demo-secret',
        hostName: `${host}/system`,
        userName: 'demo-user',
        password: 'demo-password',
        ...fields,
      }),
      chatStore: store,
      fileHost: { store: ({ fileName, content }) => Promise.resolve(`${fileName} of ${content.length} bytes`) },
      clock,
      fetch: (url, init) => fetchInProcess(ece.simulator, url, init),
      log: () => undefined,
      options: { retries: 0, eventWaitMs, allowPrivateAddresses: true, ...options },
    });
    const receiver = createCallbackReceiver({ chatStore: store, clock, log: () => undefined });
    ece.simulator.applications.setCallbackUrl(
      'demo',
      ece.serve(async ({ body }) => (await receiver.receive({ body })).status),
    );
    this.#photo = ece.serve(() => ({ status: 200, headers: { 'content-type': 'image/jpeg' }, body: 'photo' }));
  }

  static async spend(ece: Ece, choices: ClientChoices = {}): Promise<Log> {
    const store = await openChatStore({ url: ':memory:' });
    const day = new ClientDay(ece, store, choices);
    try {
      await day.#open();
      await day.#chatOnSms();
      await day.#chatOnMessenger();
      await day.#refusals();
      await day.#olderNodes();
    } catch (error) {
      day.log.broken = String(error);
    } finally {
      await store.close();
    }
    return day.log;
  }

  async #open(): Promise<void> {
    const { agentAvailability, entrypointConfiguration } = this.#nodes;
    const about = { entryPointId: 1001 };
    const configuration = await entrypointConfiguration.getEntrypointConfiguration(about);
    this.log.configuration = tell(configuration, 'entryPointId', 'attachmentPolicies');
    this.log.availability = tell(await agentAvailability.getAgentAvailability(about));
    this.log.capacity = tell(await agentAvailability.getAgentCapacity(about));
    this.log.queue = tell(await agentAvailability.getQueueDepthAndWaitTime(about), 'queueDepth');
  }

  async #lastModifiedDate(entryPointId = 1001): Promise<string> {
    const { outputs } = await this.#nodes.entrypointConfiguration.getEntrypointConfiguration({ entryPointId });
    return 'lastModifiedDate' in outputs ? String(outputs.lastModifiedDate) : 'unknown';
  }

  #follow(name: string, conversation: Conversation) {
    const next = async () => (await conversation.next()).value as AnyResult | undefined;
    return {
      start: async () => {
        const result = (await next())!;
        this.log[name] = `${result.outcome}${result.outputs.activityId ? ' with an activity' : ''}`;
        return String(result.outputs.conversationId ?? 'none');
      },
      events: async () => {
        const seen: string[] = [];
        for (let event = await next(); event && event.outcome !== 'onTimeout'; event = await next()) {
          const hasFile = event.outputs.attachmentId !== undefined;
          seen.push(hasFile ? tell(event, 'fileName', 'fileSize') : tell(event));
          if (event.outcome === 'UploadAttachment') this.#offered.push(event.outputs as Record<string, string>);
        }
        // Who waits no longer gives the conversation back.
        await conversation.return();
        return seen;
      },
    };
  }

  readonly #offered: Record<string, string>[] = [];

  async #chatOnSms(): Promise<void> {
    const { startConversation, sendMessage, endConversation, getFileInfo } = this.#nodes;
    const { conversations } = this.#ece.simulator;
    const conversation = this.#follow(
      'startOnSms',
      startConversation.startConversationOnSms({
        entryPointId: 1001,
        lastModifiedDate: await this.#lastModifiedDate(),
        phoneNumber: '5550100',
        countryCode: '1',
        firstName: 'Ann',
        lastName: 'Lee',
        subject: 'Order 77',
        chatHistory: 'Customer: Where is it?',
      }),
    );
    const conversationId = await conversation.start();
    if (conversationId === 'none') return;
    await this.#ece.pass(2 * second);
    conversations.say(conversationId, 'Hello');
    conversations.sayHtml(conversationId, '<b>Hello</b>');
    conversations.pushPage(conversationId, 'https://example.com/offer');
    conversations.sendFile(conversationId, offer);
    conversations.sendFile(conversationId, offer);
    await this.#ece.pass(second);

    this.log.plain = tell(await sendMessage.sendPlainTextMessage({ conversationId, message: 'Hi' }));
    this.log.html = tell(await sendMessage.sendHtmlMessage({ conversationId, message: '<i>Hi</i>' }));
    for (const decides of ['Accepts', 'Rejects'] as const) {
      await sendMessage
        .uploadAttachmentAvailableInAUrl({
          conversationId,
          fileName: 'a.jpeg',
          contentType: 'image/jpeg',
          fileSize: 5,
          attachmentUrl: this.#photo,
        })
        .then((result) => (this.log[`uploadThatAgent${decides}`] = tell(result)));
      await this.#ece.pass(second);
      const file = conversations.files(conversationId).findLast(({ fileName }) => fileName === 'a.jpeg');
      if (!file) continue;
      if (decides === 'Accepts') conversations.acceptFile(conversationId, file.id);
      else conversations.rejectFile(conversationId, file.id);
      await this.#ece.pass(second);
    }
    conversations.transfer(conversationId, { agent: 'Ben' });
    await this.#ece.pass(2 * second);
    this.log.events = (await conversation.events()).toSorted().join(', ');

    const [taken, refused] = this.#offered;
    const idOf = (file: Record<string, string> | undefined) => file?.attachmentId ?? '';
    this.log.accept = tell(await sendMessage.acceptAttachment({ conversationId, attachmentId: idOf(taken) }));
    const contentUrl = taken?.contentUrl ?? '';
    this.log.file = tell(await getFileInfo.getAttachmentUrl({ contentUrl, fileName: 'offer.pdf' }), 'fileAttachmentUrl');
    this.log.reject = tell(await sendMessage.rejectAttachment({ conversationId, attachmentId: idOf(refused) }));
    this.log.end = tell(await endConversation.endConversation({ conversationId }));
    await this.#ece.pass(second);
    const rest = startConversation.startConversationOnSms.resume(conversationId);
    this.log.complete = (await this.#follow('rest', rest).events()).join(', ');
    this.log.sendAfterEnd = tell(await sendMessage.sendPlainTextMessage({ conversationId, message: 'Hi' }));
    this.log.endAfterEnd = tell(await endConversation.endConversation({ conversationId }));
  }

  async #chatOnMessenger(): Promise<void> {
    const { startConversation, endConversation } = this.#nodes;
    const inputs = { entryPointId: 1001, lastModifiedDate: await this.#lastModifiedDate(), facebookPsid: '4711' };
    const conversation = this.#follow('startOnMessenger', startConversation.startConversationOnMessenger(inputs));
    const conversationId = await conversation.start();
    await this.#ece.pass(2 * second);
    this.log.eventsOnMessenger = (await conversation.events()).join(', ');
    this.log.endOnMessenger = tell(await endConversation.endConversation({ conversationId }));
    await this.#ece.pass(second);
  }

  async #refusals(): Promise<void> {
    const { startConversation, sendMessage, endConversation, entrypointConfiguration } = this.#nodes;
    const unknown = '00000000-0000-4000-8000-000000000000';
    const person = { phoneNumber: '5550100', countryCode: '1' };
    const start = async (entryPointId: number, lastModifiedDate: string) => {
      const conversation = startConversation.startConversationOnSms({ entryPointId, lastModifiedDate, ...person });
      const result = (await conversation.next()).value as AnyResult;
      await conversation.return(undefined);
      return tell(result);
    };
    this.log.sendToUnknown = tell(await sendMessage.sendPlainTextMessage({ conversationId: unknown, message: 'Hi' }));
    this.log.endUnknown = tell(await endConversation.endConversation({ conversationId: unknown }));
    this.log.startStale = await start(1001, '2001-01-01T00:00:00.000Z');
    this.log.startUnknown = await start(9999, 'any');
    this.log.configurationUnknown = tell(await entrypointConfiguration.getEntrypointConfiguration({ entryPointId: 9999 }));
  }

  async #olderNodes(): Promise<void> {
    const { eceLogin, searchCustomer, editCustomer } = this.#nodes;
    const login = await eceLogin.eceLogin();
    this.log.login = tell(login);
    const xEgainSession = login.outcome === 'onCreateSessionSuccess' ? login.outputs.xEgainSession : 'none';
    const phone = (number: string) => this.#phonePrefix + number;
    const found = await searchCustomer.searchCustomer({ key: 'phone', value: phone('555-0190'), xEgainSession });
    this.log.search = tell(found);
    const nobody = await searchCustomer.searchCustomer({ key: 'phone', value: '000', xEgainSession });
    this.log.searchNobody = tell(nobody);
    if (found.outcome !== 'onSearchCustomerSuccess') return;
    const { customerId, contactPersonId, response } = found.outputs;
    const contactPointId = /"contactPoint":\[?\{[^[]*?"id":"?(\w+)/.exec(response)?.[1] ?? '';
    const about = { customerId, contactPersonId, xEgainSession, conversationId: 'c-1' };
    this.log.editOnSms = tell(
      await editCustomer.editIndividualCustomerOnSms({ ...about, contactPointId, phoneNumber: '555-0191', countryCode: '1' }),
    );
    const again = await searchCustomer.searchCustomer({ key: 'phone', value: phone('555-0191'), xEgainSession });
    this.log.editedIsFound = tell(again);
    this.log.editOnMessenger = tell(await editCustomer.editIndividualCustomerOnMessenger({ ...about, facebookPsid: '4711' }));
    this.log.searchByPsid = tell(
      await searchCustomer.searchCustomer({ key: 'custom.facebookpsid', value: '4711', xEgainSession }),
    );
  }
}
