import { paths } from '../../simulator/testing/calls.ts';
import type { Ece } from './ece.ts';
import type { Probes } from './probe.ts';
import { statuses } from './probe.ts';

type Form = 'postConversation' | 'postId' | 'postXml' | 'putConversation' | 'putId' | 'postPath' | 'putPath' | 'putQuery';

/** Ends a conversation in each form that the method, the path, the query and the body can take; 204 where it is understood. */
async function outcomesOfForms(ece: Ece): Promise<Record<Form, string | number>> {
  const end = async (method: 'POST' | 'PUT', call: (id: string) => { path?: string; body?: object | string }) => {
    const { path = paths.end, body } = call(await ece.conversation());
    return (await ece.bearer(path, { method, body, accept: null })).outcome;
  };
  const inConversation = (id: string) => ({ body: { conversation: { id } } });
  const atTop = (id: string) => ({ body: { id } });
  const inPath = (id: string) => ({ path: paths.end.replace('/end', `/${id}/end`) });
  return {
    postConversation: await end('POST', inConversation),
    postId: await end('POST', atTop),
    postXml: await end('POST', (id) => ({ body: `<conversation id="${id}"/>` })),
    putConversation: await end('PUT', inConversation),
    putId: await end('PUT', atTop),
    postPath: await end('POST', inPath),
    putPath: await end('PUT', inPath),
    putQuery: await end('PUT', (id) => ({ path: `${paths.end}?conversation=${id}` })),
  };
}

const onPath = { postPath: '404-140', putPath: '404-140' };
const onlyPost = { postXml: 204, putConversation: '405-150', putId: '405-150', putQuery: '405-150', ...onPath };
const onlyPut = { postConversation: '405-150', postId: '405-150', postXml: '405-150', ...onPath };
const everywhereElse = {
  postConversation: '404-140',
  postId: '404-140',
  postXml: '404-140',
  putConversation: '404-140',
  putId: '404-140',
  putQuery: '404-140',
};

export const end = {
  'conversation.end.route': {
    settings: { 'conversation.end.alternativeRoutes': 'refuse' },
    observe: outcomesOfForms,
    seen: [
      ['post-conversation', { ...onlyPost, postConversation: 204, postId: '400-105' }],
      ['post-id', { ...onlyPost, postConversation: '400-105', postId: 204 }],
      ['put-conversation', { ...onlyPut, putConversation: 204, putId: '400-105', putQuery: '400-109' }],
      ['post-path', { ...everywhereElse, postPath: 204, putPath: 204 }],
      ['put-query', { ...onlyPut, putConversation: '400-107', putId: '400-107', putQuery: 204 }],
    ],
  },
  'conversation.end.alternativeRoutes': {
    observe: outcomesOfForms,
    seen: [
      [
        'accept',
        {
          postConversation: 204,
          postId: 204,
          postXml: 204,
          putConversation: 204,
          putId: 204,
          postPath: 204,
          putPath: 204,
          putQuery: '400-109',
        },
      ],
      ['refuse', { ...onlyPost, postConversation: 204, postId: '400-105' }],
    ],
  },
  'conversation.end.successStatus': {
    observe: async (ece) => (await ece.end(await ece.conversation())).outcome,
    seen: [
      [204, 204],
      [200, 200],
    ],
  },
  'conversation.end.badRequestStatus': {
    observe: async (ece) => {
      const conversation = [{ id: await ece.conversation() }, { id: await ece.conversation() }];
      return {
        noId: (await ece.post(paths.end, {})).outcome,
        noText: (await ece.post(paths.end, { conversation: { id: 1 } })).outcome,
        noObject: (await ece.post(paths.end, { conversation: 1 })).outcome,
        two: (await ece.post(paths.end, { conversation })).outcome,
      };
    },
    seen: [
      [400, { noId: '400-105', noText: '400-106', noObject: '400-106', two: '400-124' }],
      [404, { noId: '404-105', noText: '404-106', noObject: '404-106', two: '404-124' }],
    ],
  },
  'conversation.end.foreignStatus': {
    observe: async (ece) => {
      const body = { conversation: { id: await ece.conversation() } };
      return (await ece.bearer(paths.end, { method: 'POST', body }, 'other')).outcome;
    },
    seen: statuses('132', 403, 404),
  },
  'conversation.end.notOngoingStatus': {
    observe: async (ece) => {
      const id = await ece.conversation();
      await ece.end(id);
      return (await ece.end(id)).outcome;
    },
    seen: [...statuses('142', 404, 400, 409), [204, 204]],
  },
  'conversation.end.completeCallback': {
    observe: async (ece) => {
      const webhook = ece.webhook();
      await ece.end(await ece.conversation());
      const byAgent = await ece.conversation();
      ece.simulator.conversations.complete(byAgent);
      await ece.pass();
      return webhook.messages.filter(({ type }) => type.value === 'complete').map(({ content }) => content);
    },
    seen: [
      ['once', ['Customer has left the chat', 'Ada has ended the chat']],
      ['off', ['Ada has ended the chat']],
    ],
  },
} satisfies Probes;
