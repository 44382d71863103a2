import { paths } from '../../simulator/testing/calls.ts';
import type { Ece } from './ece.ts';
import type { Probes } from './probe.ts';
import { notOngoing, statuses } from './probe.ts';

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
const onlyPost = { postXml: 204, putConversation: '405-100', putId: '405-100', putQuery: '405-100', ...onPath };
const onlyPut = { postConversation: '405-100', postId: '405-100', postXml: '405-100', ...onPath };
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
      ['post-conversation', { ...onlyPost, postConversation: 204, postId: '400-146' }],
      ['post-id', { ...onlyPost, postConversation: '400-146', postId: 204 }],
      ['put-conversation', { ...onlyPut, putConversation: 204, putId: '400-146', putQuery: '400-101' }],
      ['post-path', { ...everywhereElse, postPath: 204, putPath: 204 }],
      ['put-query', { ...onlyPut, putConversation: '400-112', putId: '400-112', putQuery: 204 }],
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
          putQuery: '400-101',
        },
      ],
      ['refuse', { ...onlyPost, postConversation: 204, postId: '400-146' }],
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
      [400, { noId: '400-146', noText: '400-152', noObject: '400-152', two: '400-924' }],
      [404, { noId: '404-146', noText: '404-152', noObject: '404-152', two: '404-924' }],
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
    seen: [...notOngoing(400, 404, 409), [204, 204]],
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
