import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerUnreadable } from '../../simulator/http/unreadable-requests.ts';
import type { RequestCheck } from '../../simulator/protocol/setting-kinds.ts';
import { requestCheckOrders } from '../../simulator/protocol/setting-kinds.ts';
import { RawSocket } from '../api/raw-socket.ts';
import { paths } from '../../simulator/testing/calls.ts';
import type { Ece } from './ece.ts';
import { demoUser } from './ece.ts';
import type { Probes } from './probe.ts';
import { correctUntilSuccess, statuses } from './probe.ts';
import { attribute } from './start.ts';

/** A JSON body of this many bytes without any member. */
function ofBytes(count: number): string {
  return `{"foo":"${'a'.repeat(count - 10)}"}`;
}
const emptyBody = '400-146';

const codes: Record<string, RequestCheck> = {
  '401-104': 'authentication',
  '406-151': 'accept',
  '415-153': 'content-type',
  '413-152': 'body-size',
  '400-101': 'query',
  '400-903': 'body-syntax',
  '400-146': 'body-content',
};

/** Starts a conversation with everything wrong and corrects what each refusal names, until the call succeeds. */
export function refusalsOfRequest(ece: Ece): Promise<(RequestCheck | 'success')[]> {
  return correctUntilSuccess(codes, async (wrong) => {
    const content = JSON.stringify(wrong.has('body-content') ? {} : ece.startBody());
    return ece.call(`${paths.start}?anonymousCustomer=yes${wrong.has('query') ? '&foo=1' : ''}`, {
      method: 'POST',
      accept: wrong.has('accept') ? 'text/csv' : 'application/json',
      headers: {
        'content-type': wrong.has('content-type') ? 'text/csv' : 'application/json',
        ...(!wrong.has('authentication') && { authorization: `Bearer ${await ece.token()}` }),
      },
      body: (wrong.has('body-syntax') ? '{' : '') + content + ' '.repeat(wrong.has('body-size') ? 1000 : 0),
    });
  });
}

/** ECE's answer, on a socket of its own, to bytes that may not be HTTP. */
async function statusLine({ simulator }: Ece, sent: string): Promise<string> {
  const server = createServer();
  answerUnreadable(server, () => simulator.settings);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    await using socket = new RawSocket(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await socket.write(sent);
    return /^HTTP\/1\.1 (.*)\r\n/.exec(await socket.untilClosed())?.[1] ?? 'no answer';
  } finally {
    server.close();
  }
}

export const http = {
  'http.prefix': {
    observe: async (ece) => ({
      withRootOfItsOwn: (await ece.call(paths.configuration.replace('/system', '/ECE'))).outcome,
      withSystem: (await ece.call(paths.configuration)).outcome,
      withNameOfItsOwn: (await ece.call(paths.configuration.replace('/system', '/webchatprod'))).outcome,
      without: (await ece.call(paths.configuration.replace('/system', ''))).outcome,
    }),
    seen: [
      ['any', { withRootOfItsOwn: '401-104', withSystem: '401-104', withNameOfItsOwn: '401-104', without: '401-104' }],
      ['both', { withRootOfItsOwn: '404-140', withSystem: '401-104', withNameOfItsOwn: '404-140', without: '401-104' }],
      ['system', { withRootOfItsOwn: '404-140', withSystem: '401-104', withNameOfItsOwn: '404-140', without: '404-140' }],
      ['none', { withRootOfItsOwn: '404-140', withSystem: '404-140', withNameOfItsOwn: '404-140', without: '401-104' }],
      ['webchatprod', { withRootOfItsOwn: '404-140', withSystem: '404-140', withNameOfItsOwn: '401-104', without: '404-140' }],
    ],
  },
  'http.idForm': {
    observe: async (ece) => ({
      text: (await ece.start({ entryPoint: '1001' })).outcome,
      number: (await ece.start({ entryPoint: 1001 })).outcome,
    }),
    seen: [
      ['string-or-number', { text: 201, number: 201 }],
      ['string', { text: 201, number: '400-152' }],
      ['number', { text: '400-152', number: 201 }],
    ],
  },
  'http.unknownBodyMember': {
    // An unknown member is not an invalid value, so it has a status of its own.
    settings: {
      'conversation.start.invalidElementStatus': 422,
      'conversation.end.badRequestStatus': 404,
      'conversation.start.customerCustomAttributes': 'customer',
    },
    observe: async (ece) => {
      const id = await ece.conversation();
      const further = { foo: 1 };
      const attributes = { customAttributes: attribute('smsclusterid', 'c1') };
      return {
        start: (await ece.start({ body: { ...ece.startBody(), ...further } })).outcome,
        startInside: (await ece.start({ activity: further })).outcome,
        startElsewhere: (await ece.start({ activity: { customer: { contacts: { contact: [attributes] } } } })).outcome,
        send: (await ece.send(id, { type: { value: 'startTyping' }, ...further })).outcome,
        end: (await ece.end(id, { body: { conversation: { id }, ...further } })).outcome,
        endInside: (await ece.end(id, { body: { conversation: { id: await ece.conversation(), ...further } } })).outcome,
        logIn: (await ece.logIn({ ...demoUser, ...further })).status,
        editCustomer: (await ece.editCustomer({ id: '0', ...further })).outcome,
      };
    },
    seen: [
      [
        'ignore',
        {
          start: 201,
          startInside: 201,
          startElsewhere: 201,
          send: 204,
          end: 204,
          endInside: 204,
          logIn: 204,
          editCustomer: '404-101',
        },
      ],
      [
        400,
        {
          start: '400-147',
          startInside: '400-147',
          startElsewhere: '400-147',
          send: '400-147',
          end: '400-147',
          endInside: '400-147',
          logIn: 400,
          editCustomer: '400-147',
        },
      ],
    ],
  },
  'http.unknownQueryParameter': {
    observe: async (ece) => {
      const id = await ece.conversation();
      return {
        configuration: (await ece.configuration('1001&foo=1')).outcome,
        start: (await ece.start({ query: 'anonymousCustomer=yes&foo=1' })).outcome,
        send: (await ece.post(`${paths.send}?foo=1`, { conversation: { id }, type: { value: 'startTyping' } })).outcome,
        end: (await ece.post(`${paths.end}?foo=1`, { conversation: { id } })).outcome,
        logIn: (await ece.logIn(demoUser, { query: '?foo=1' })).status,
      };
    },
    seen: [
      [400, { configuration: '400-101', start: '400-101', send: '400-101', end: '400-101', logIn: 400 }],
      ['ignore', { configuration: 200, start: 201, send: 204, end: 204, logIn: 204 }],
    ],
  },
  'http.notAcceptableStatus': {
    observe: async (ece) => {
      const answer = await ece.configuration(1001, { accept: 'text/csv' });
      return [answer.outcome, answer.contentType];
    },
    seen: [
      [406, ['406-151', 'application/xml']],
      [400, ['400-151', 'application/xml']],
      ['xml', [200, 'application/xml']],
    ],
  },
  'http.acceptTie': {
    observe: async (ece) => {
      const typeFor = async (accept: string) => (await ece.configuration(1001, { accept })).contentType;
      return {
        jsonFirst: await typeFor('application/json, application/xml'),
        xmlFirst: await typeFor('application/xml, application/json'),
        wildcard: await typeFor('application/json, */*'),
        availability: (await ece.call('/system/egain/chat/entrypoint/capacity/1001', { accept: 'application/json, text/xml' }))
          .contentType,
      };
    },
    seen: [
      [
        'named-first',
        {
          jsonFirst: 'application/json',
          xmlFirst: 'application/xml',
          wildcard: 'application/json',
          availability: 'application/json',
        },
      ],
      [
        'xml',
        {
          jsonFirst: 'application/xml',
          xmlFirst: 'application/xml',
          wildcard: 'application/json',
          availability: 'application/xml',
        },
      ],
    ],
  },
  'http.contentTypeCharset': {
    observe: async (ece) => ({
      json: (await ece.configuration(1001)).contentType,
      xml: (await ece.configuration(1001, { accept: 'application/xml' })).contentType,
      refusal: (await ece.configuration(999_999)).contentType,
    }),
    seen: [
      ['none', { json: 'application/json', xml: 'application/xml', refusal: 'application/json' }],
      ...(['UTF-8', 'utf-8'] as const).map((charset) => {
        const [json, xml] = ['json', 'xml'].map((format) => `application/${format}; charset=${charset}`);
        return [charset, { json, xml, refusal: json }] as const;
      }),
    ],
  },
  'http.unsupportedMediaTypeStatus': {
    observe: async (ece) => (await ece.post(paths.send, 'a,b', { headers: { 'content-type': 'text/csv' } })).outcome,
    seen: statuses('153', 415, 400),
  },
  'http.unknownPathStatus': {
    observe: async (ece) => (await ece.call('/system/ws/v19/clientapplications/nothing')).outcome,
    seen: statuses('140', 404, 400),
  },
  'http.wrongMethodStatus': {
    observe: async (ece) => {
      const answer = await ece.bearer(paths.send);
      return [answer.outcome, answer.headers['allow']];
    },
    seen: [
      [405, ['405-100', 'POST']],
      [404, ['404-900', 'POST']],
    ],
  },
  'http.maxBodyBytes': {
    observe: async (ece) => ({
      '2 KiB': (await ece.post(paths.send, ofBytes(2048))).outcome,
      '2 KiB and a byte': (await ece.post(paths.send, ofBytes(2049))).outcome,
      '1 MiB': (await ece.post(paths.send, ofBytes(1_048_576))).outcome,
      '1 MiB and a byte': (await ece.post(paths.send, ofBytes(1_048_577))).outcome,
    }),
    seen: [
      [1_048_576, { '2 KiB': emptyBody, '2 KiB and a byte': emptyBody, '1 MiB': emptyBody, '1 MiB and a byte': '413-152' }],
      [2048, { '2 KiB': emptyBody, '2 KiB and a byte': '413-152', '1 MiB': '413-152', '1 MiB and a byte': '413-152' }],
      [null, { '2 KiB': emptyBody, '2 KiB and a byte': emptyBody, '1 MiB': emptyBody, '1 MiB and a byte': emptyBody }],
    ],
  },
  'http.bodyTooLargeStatus': {
    settings: { 'http.maxBodyBytes': 100 },
    observe: async (ece) => (await ece.post(paths.send, ofBytes(101))).outcome,
    seen: [
      [413, '413-152'],
      // 400-152 is an invalid value.
      [400, '400-952'],
      [500, '500-152'],
    ],
  },
  'http.malformedBodyStatus': {
    observe: async (ece) => ({
      cutShort: (await ece.post(paths.send, '{')).outcome,
      bareNewline: (await ece.post(paths.send, '{"content":"a\nb"}')).outcome,
      xml: (await ece.post(paths.send, '<message>')).outcome,
    }),
    seen: [
      [400, { cutShort: '400-903', bareNewline: '400-904', xml: '400-903' }],
      [500, { cutShort: '500-903', bareNewline: '500-904', xml: '500-903' }],
    ],
  },
  'http.malformedRequestStatus': {
    observe: async (ece) => ({
      noHttp: await statusLine(ece, 'hello\r\n\r\n'),
      largeHeaders: await statusLine(ece, `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`),
    }),
    seen: [
      ['by-cause', { noHttp: '400 Bad Request', largeHeaders: '431 Request Header Fields Too Large' }],
      [400, { noHttp: '400 Bad Request', largeHeaders: '400 Bad Request' }],
    ],
  },
  'http.invalidAcceptLanguage': {
    observe: async (ece) => ({
      unsupported: (await ece.configuration(1001, { headers: { 'accept-language': 'xx-XX' } })).outcome,
      supported: (await ece.configuration(1001, { headers: { 'accept-language': 'en-us' } })).outcome,
    }),
    seen: [
      ['ignore', { unsupported: 200, supported: 200 }],
      [406, { unsupported: '406-100', supported: 200 }],
    ],
  },
  'http.sessionHeaderOnV19': {
    observe: async (ece) => {
      const token = await ece.obtainToken();
      const { access_token: issued } = token.json as { access_token: string };
      const configuration = await ece.configuration(1001, { headers: { authorization: `Bearer ${issued}` } });
      return [token, configuration].map(({ headers }) => headers['x-egain-session'] === issued);
    },
    seen: [
      [false, [false, false]],
      [true, [true, true]],
    ],
  },
  'http.bearerParsing': {
    observe: async (ece) => {
      const token = await ece.token();
      const outcome = async (authorization: string) => (await ece.configuration(1001, { headers: { authorization } })).outcome;
      return {
        plain: await outcome(`Bearer ${token}`),
        twoSpaces: await outcome(`Bearer  ${token}`),
        lowerCase: await outcome(`bearer ${token}`),
      };
    },
    seen: [
      ['tolerant', { plain: 200, twoSpaces: 200, lowerCase: 200 }],
      ['strict', { plain: 200, twoSpaces: '401-104', lowerCase: '401-104' }],
    ],
  },
  'http.checkOrder': {
    settings: { 'http.maxBodyBytes': 1000 },
    observe: refusalsOfRequest,
    seen: Object.values(requestCheckOrders).map((order) => [order, [...order, 'success']]),
  },
} satisfies Probes;
