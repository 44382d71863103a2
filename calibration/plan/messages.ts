import { take } from './known.ts';
import type { CallStep, Probe } from './probe.ts';
import { bearerCall, bearerOf, call, endCall, paths, request, sendCall, startCall, text } from './requests.ts';

/** The words of types of messages that this package knows, the usual ones first. */
export const usualWords = [
  'text/plain',
  'text/html',
  'startTyping',
  'endTyping',
  'uploadAttachment',
  'acceptAttachment',
  'rejectAttachment',
];
export const otherWords = ['text', 'html', 'typingStarted', 'typingEnded', 'upload', 'accept', 'reject'];
const nowhere = '00000000-0000-4000-8000-000000000000';

/** A file of the client, or one that nobody can read. */
export function fileOf(filesUrl: string | undefined, name = 'a.jpeg', size: string | number = '7') {
  const contentUrl = filesUrl === undefined ? `https://files.example.com/${name}` : `${filesUrl}/${name}`;
  return { fileName: name, contentType: 'image/jpeg', size, contentUrl };
}

export function upload(...attachment: object[]): object {
  return { type: { value: 'uploadAttachment' }, attachments: { attachment } };
}

function withWord(value: string): CallStep {
  return sendCall(`word ${value}`, {
    type: { value },
    content: 'a message of the calibration',
    attachments: { attachment: [{ ...fileOf(undefined), id: '999999' }] },
  });
}

function inXml(root: string, conversation: string, word: string): string {
  const type = `<type><value>${word}</value></type>`;
  return `<${root}><conversation id="${conversation}"/>${type}<content>a message of the calibration</content></${root}>`;
}

/** A message in XML, whose root element has this name. */
function xmlSend(root: string): CallStep {
  return call(`xml ${root}`, ['token', 'conversation'], (known) => {
    const body = inXml(root, take(known.conversation, 'conversation'), known.textWord);
    return request(known.root + paths.send, { method: 'POST', body }, bearerOf(known));
  });
}

function xmlStart(root: string): CallStep {
  return startCall(`xml start ${root}`, ({ entryPoints: { ready }, dates }) => {
    const inside = `<entryPoint id="${ready}"/><lastModified><date>${dates[ready!] ?? 'unknown'}</date></lastModified>`;
    return { body: `<${root}><entryPointConfiguration>${inside}</entryPointConfiguration></${root}>` };
  });
}

function decision(step: string, form: (id: string) => object): CallStep {
  return sendCall(step, { type: { value: 'acceptAttachment' }, ...form('999999') });
}

/** Messages of the customer. */
export const messages: readonly Probe[] = [
  {
    name: 'send',
    asks: 'What answers a message, and which messages are refused?',
    touches: null,
    needs: [],
    steps: [
      sendCall('text', text),
      sendCall('further member', (known) => ({ ...text(known), foo: 1 })),
      sendCall('further parameter', text, { parts: { query: '?foo=1' } }),
      sendCall('active content', (known) => text(known, 'a message of the calibration <script src="x">')),
      sendCall('empty content', (known) => text(known, '')),
      sendCall('no content', ({ textWord }) => ({ type: { value: textWord } })),
      sendCall('1001 characters', (known) => text(known, 'a message of the calibration '.padEnd(1001, '.'))),
      sendCall('unknown type', { type: { value: 'foo' }, content: 'a message of the calibration' }),
      sendCall('no type', {}),
      sendCall('upload without a file', { type: { value: 'uploadAttachment' } }),
      bearerCall('no conversation', paths.send, ({ textWord }) => ({
        method: 'POST',
        body: { type: { value: textWord }, content: 'x' },
      })),
      bearerCall('empty id', paths.send, ({ textWord }) => ({
        method: 'POST',
        body: { type: { value: textWord }, content: 'x', conversation: { id: '' } },
      })),
      bearerCall('unknown conversation', paths.send, (known) => ({
        method: 'POST',
        body: { ...text(known), conversation: { id: nowhere } },
      })),
    ],
  },
  {
    name: 'send-words',
    asks: 'Which words of types does ECE know?',
    touches: null,
    needs: [],
    steps: [...usualWords, ...otherWords].map(withWord),
  },
  {
    name: 'send-xml',
    asks: 'Which bodies in XML does ECE read?',
    touches: null,
    needs: [],
    steps: [xmlStart('conversation'), xmlStart('chat'), xmlSend('message'), xmlSend('chatMessage')],
  },
  {
    name: 'send-files',
    asks: 'In which forms does ECE take a file, and a decision about one?',
    touches: null,
    needs: [],
    steps: [
      sendCall('size as a text', upload(fileOf(undefined))),
      sendCall('size as a number', upload(fileOf(undefined, 'a.jpeg', 7))),
      sendCall('two files', upload(fileOf(undefined), fileOf(undefined, 'b.jpeg'))),
      decision('decision in attachments', (id) => ({ attachments: { attachment: [{ id }] } })),
      decision('decision in content', (id) => ({ content: id })),
      decision('decision in attachment', (id) => ({ attachment: { id } })),
    ],
  },
  {
    name: 'send-blocked-file',
    asks: 'How does ECE refuse a file that the policy does not allow?',
    touches: null,
    needs: ['block-all'],
    steps: [startCall('start', { situation: 'block-all' }), sendCall('file', upload(fileOf(undefined)))],
  },
  {
    name: 'send-while-queued',
    asks: 'Does ECE take a message while the chat waits for an agent?',
    touches: 'a chat waits for some seconds in a queue with others',
    needs: ['full'],
    steps: [startCall('start', { situation: 'full' }), sendCall('text', text)],
  },
  {
    name: 'fetch-file',
    asks: "When does ECE fetch a customer's file?",
    touches: null,
    needs: ['files'],
    steps: [
      sendCall('file', ({ filesUrl }) => upload(fileOf(filesUrl)), { callbacks: { count: 1, withinMs: 5000 } }),
      sendCall('redirected file', ({ filesUrl }) => upload(fileOf(filesUrl, 'moved.jpeg')), {
        callbacks: { count: 1, withinMs: 5000 },
      }),
      sendCall('missing file', ({ filesUrl }) => upload(fileOf(filesUrl, 'missing.jpeg')), {
        callbacks: { count: 1, withinMs: 5000 },
      }),
    ],
  },
];

/** An end in one form; what it ends is begun anew for the next. */
function endForm(
  step: string,
  method: 'POST' | 'PUT',
  form: (id: string) => { path?: string; query?: string; body?: object | string },
) {
  return call(
    step,
    ['token', 'conversation'],
    (known) => {
      const { path = paths.end, ...parts } = form(take(known.conversation, 'conversation'));
      return request(known.root + path, { method, ...parts }, bearerOf(known));
    },
    { ends: true },
  );
}

/** Ends of conversations. */
export const ends: readonly Probe[] = [
  {
    name: 'end',
    asks: 'What answers an end, and what follows it?',
    touches: null,
    needs: [],
    steps: [
      endCall('end', { callbacks: { count: 1, withinMs: 10_000 } }),
      bearerCall('again', paths.end, (known) => ({
        method: 'POST',
        body: { conversation: { id: take(known.formerConversation, 'ended conversation') } },
      })),
      bearerCall('message afterwards', paths.send, (known) => ({
        method: 'POST',
        body: { ...text(known), conversation: { id: take(known.formerConversation, 'ended conversation') } },
      })),
      bearerCall('no id', paths.end, { method: 'POST', body: {} }),
      bearerCall('no text', paths.end, { method: 'POST', body: { conversation: { id: 1 } } }),
      bearerCall('no object', paths.end, { method: 'POST', body: { conversation: 1 } }),
      bearerCall('two', paths.end, { method: 'POST', body: { conversation: [{ id: nowhere }, { id: nowhere }] } }),
      bearerCall('unknown', paths.end, { method: 'POST', body: { conversation: { id: nowhere } } }),
    ],
  },
  {
    name: 'end-forms',
    asks: 'In which form does ECE take an end?',
    touches: null,
    needs: [],
    steps: [
      endForm('POST conversation', 'POST', (id) => ({ body: { conversation: { id } } })),
      endForm('POST id', 'POST', (id) => ({ body: { id } })),
      endForm('POST xml', 'POST', (id) => ({ body: `<conversation id="${id}"/>` })),
      endForm('POST other xml', 'POST', (id) => ({ body: `<chat id="${id}"/>` })),
      endForm('PUT conversation', 'PUT', (id) => ({ body: { conversation: { id } } })),
      endForm('PUT id', 'PUT', (id) => ({ body: { id } })),
      endForm('POST path', 'POST', (id) => ({ path: `${paths.conversation}/${id}/end` })),
      endForm('PUT path', 'PUT', (id) => ({ path: `${paths.conversation}/${id}/end` })),
      endForm('PUT query', 'PUT', (id) => ({ query: `?conversation=${id}` })),
      endForm('further member', 'POST', (id) => ({ body: { conversation: { id }, foo: 1 } })),
      endForm('further parameter', 'POST', (id) => ({ body: { conversation: { id } }, query: '?foo=1' })),
    ],
  },
];
