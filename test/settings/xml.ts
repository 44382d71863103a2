import { otherXmlRoots, xmlRoots } from '../../simulator/protocol/setting-kinds.ts';
import { Answer } from '../../simulator/testing/exchange.ts';
import { paths } from '../../simulator/testing/calls.ts';
import type { Ece } from './ece.ts';
import type { Probes } from './probe.ts';

const accept = 'application/xml';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** The bodies that ECE sends in XML: answers, a refusal and a callback. */
async function bodies(ece: Ece): Promise<Record<'configuration' | 'started' | 'refused' | 'callback', Answer>> {
  ece.simulator.applications.change('demo', { callback: { format: 'xml' } });
  const webhook = ece.webhook();
  const configuration = await ece.configuration(1001, { accept });
  const refused = await ece.configuration(999_999, { accept });
  const started = await ece.start({ accept });
  await ece.pass();
  return { configuration, started, refused, callback: new Answer(200, {}, Buffer.from(webhook.callbacks[0]!.body)) };
}

/** The outcome of a start and of a message whose root elements have these names. */
async function withRoots(ece: Ece, conversation: string, message: string): Promise<unknown[]> {
  const { lastModified } = ece.simulator.entryPoints.get(1001);
  const entryPoint = `<entryPoint id="1001"/><lastModified><date>${lastModified}</date></lastModified>`;
  const start = `${declaration}<${conversation}><entryPointConfiguration>${entryPoint}</entryPointConfiguration></${conversation}>`;
  const id = await ece.conversation();
  const send = `${declaration}<${message}><conversation id="${id}"/><type><value>startTyping</value></type></${message}>`;
  const end = `${declaration}<${conversation} id="${id}"/>`;
  return [
    (await ece.post(`${paths.start}?anonymousCustomer=yes`, start)).outcome,
    (await ece.post(paths.send, send)).outcome,
    (await ece.post(paths.end, end)).outcome,
  ];
}

const v19 = 'http://bindings.egain.com/ws/model/v19/gen/common';
const v12 = 'http://bindings.egain.com/ws/model/v12/gen/common';
export const xml = {
  'xml.namespace': {
    observe: async (ece) => Object.values(await bodies(ece)).map(({ xmlNamespace }) => xmlNamespace),
    seen: [
      [v19, [v19, v19, v19, v19]],
      [v12, [v12, v12, v12, v12]],
    ],
  },
  'xml.roots': {
    observe: async (ece) => {
      const { configuration, started, refused, callback } = await bodies(ece);
      return {
        sent: [configuration, started, refused, callback].map(({ xmlRoot }) => xmlRoot),
        messageOfCallback: /^<\w+ [^>]*><(\w+)/m.exec(callback.text)?.[1],
        usual: await withRoots(ece, xmlRoots.conversation, xmlRoots.message),
        others: await withRoots(ece, otherXmlRoots.conversation, otherXmlRoots.message),
      };
    },
    seen: [
      [
        xmlRoots,
        {
          sent: ['entryPointConfigurations', 'conversation', 'error', 'messages'],
          messageOfCallback: 'message',
          usual: [201, 204, 204],
          others: ['400-903', '400-903', '400-903'],
        },
      ],
      [
        otherXmlRoots,
        {
          sent: ['configurations', 'chat', 'failure', 'chatMessages'],
          messageOfCallback: 'chatMessage',
          usual: ['400-903', '400-903', '400-903'],
          others: [201, 204, 204],
        },
      ],
    ],
  },
  'xml.idsAsAttributes': {
    observe: async (ece) => {
      const { configuration, started, callback } = await bodies(ece);
      return [configuration, started, callback].map(({ text }) => (/<[^/>?]* id="|<id>/.exec(text)?.[0] ?? '').slice(-4));
    },
    seen: [
      [true, ['id="', 'id="', 'id="']],
      [false, ['<id>', '<id>', '<id>']],
    ],
  },
} satisfies Probes;
