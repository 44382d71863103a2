import { describe, expect, it } from 'vitest';
import type { Exchange, Recording, RecordingHead } from './exchange.ts';
import { Masker } from './masker.ts';
import { isPseudonym } from './pseudonyms.ts';
import { formatRecording, parseRecording } from './recording-file.ts';

const head: RecordingHead = {
  kind: 'recording',
  version: 1,
  madeBy: 'ece-simulator 0.1.0',
  startedAt: '2026-05-12T08:00:00.000Z',
  contextRoot: '/system',
  receivesCallbacks: true,
};

interface Parts {
  kind?: Exchange['kind'];
  url?: string;
  headers?: Record<string, string>;
  sent?: unknown;
  answered?: unknown;
  answerHeaders?: Record<string, string>;
}

const jsonType = { 'content-type': 'application/json' };

function exchange({ kind = 'call', url = '/start', headers = {}, sent, answered, answerHeaders = {} }: Parts): Exchange {
  const written = (value: unknown) => {
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    return value === undefined ? { bytes: 0 } : { body, bytes: body.length };
  };
  return {
    kind,
    startedAt: '2026-05-12T08:00:01.000Z',
    durationMs: 12,
    request: {
      method: 'POST',
      url: new URL(url, 'https://chat.bank.test').href,
      headers: { ...(sent !== undefined && jsonType), ...headers },
      ...written(sent),
    },
    response: { status: 200, headers: { ...jsonType, ...answerHeaders }, ...written(answered) },
  };
}

function recordingOf(...lines: Recording['lines']): Recording {
  return { head, lines };
}

describe('a recording file', () => {
  const recording = recordingOf(
    exchange({ sent: { a: 'ä\n' }, answered: { id: 1 } }),
    { kind: 'act', startedAt: head.startedAt, probe: 'agent', step: 'says', act: 'write hello', done: false },
    { ...exchange({}), response: null, failure: 'the connection was refused' },
  );

  it('is read as it was written', () => {
    expect(parseRecording(formatRecording(recording), 'a.jsonl')).toEqual(recording);
  });

  it('is read up to a line that was cut off', () => {
    const text = formatRecording(recording);
    expect(parseRecording(text.slice(0, -30), 'a.jsonl').lines).toEqual(recording.lines.slice(0, 2));
  });

  it.each([
    ['an empty file', '', 'a.jsonl: this is no recording: its first line must be {"kind":"recording",...}.'],
    ['a page', '<html>\n', 'a.jsonl:1: this is no line of a recording: the line is no JSON.'],
    ['a wrong line', `${JSON.stringify(head)}\n{"kind":"call"}\n`, /^a\.jsonl:2: this is no line of a recording: .*startedAt/],
    ['two recordings', formatRecording(recording).repeat(2), 'a.jsonl: it holds more than one recording.'],
  ])('%s is refused', (_what, text, sentence) => {
    expect(() => parseRecording(text, 'a.jsonl')).toThrow(sentence);
  });
});

describe('masking', () => {
  const token = 'b6bc8a64-1f0b-4b0c-9a39-0a2f0a5f9a11';
  const conversation = '645ac530-7520-4daa-b95c-8e8cad6fcda7';
  const planted = {
    clientId: 'bank-app',
    secret: 's3cr3t-Value',
    agent: 'Wilhelmina',
    lastName: "O'Brien & Söhne",
    phone: '+491701234567',
    email: 'ann.lee@bank.test',
    text: 'My account is 4411 and my wife says hi',
    host: 'chat.bank.test',
    subject: 'Kontoauszug',
    customer: 88120441,
    token,
    conversation,
  };
  const person = { firstName: planted.agent, lastName: planted.lastName, id: '770011' };
  const recording = recordingOf(
    exchange({
      url: '/system/ws/v19/clientapplications/authentication/oauth2/token',
      headers: { authorization: `Basic ${btoa(`${planted.clientId}:${planted.secret}`)}`, cookie: 'JSESSIONID=abc' },
      answered: { access_token: token, expires_in: 86400 },
      answerHeaders: { 'x-egain-session': token, 'set-cookie': 'a=b' },
    }),
    exchange({
      url: `/system/ws/v12/interaction/customer?phone=${encodeURIComponent(planted.phone)}&email=${planted.email}`,
      headers: { authorization: `Bearer ${token}`, host: planted.host },
      sent: { activity: { subject: planted.subject, customer: { contacts: { contact: [person] } } } },
      answered: { id: conversation, customer: { id: planted.customer } },
    }),
    exchange({
      url: '/system/ws/v19/clientapplications/messaging/sendmessage',
      sent: { conversation: { id: conversation }, type: { value: 'text/plain' }, content: planted.text },
      answered: { developerMessage: `Following conversation id is invalid, completed or expired : ${conversation}.` },
    }),
    exchange({
      kind: 'callback',
      url: '/hook/secret-path',
      sent: {
        message: [
          {
            content: `You are now chatting with ${planted.agent}`,
            sender: { type: 'system' },
            type: { value: 'assigned', user: person },
            timeStamp: 1768469400000,
            conversation: { id: conversation },
          },
          { content: `Call me: ${planted.phone}`, sender: { type: 'user', user: person }, type: { value: 'text/plain' } },
          {
            type: { value: 'upload' },
            attachments: { attachment: [{ fileName: 'Kontoauszug Mai.pdf', contentUrl: `https://${planted.host}/f/1` }] },
          },
        ],
      },
    }),
    exchange({
      url: '/system/x',
      headers: { 'content-type': 'application/xml' },
      sent: `<message><conversation id="${conversation}"/><content>O&apos;Brien &amp; Söhne</content></message>`,
    }),
  );
  const options = { secrets: [planted.clientId, planted.secret], sentences: ['You are now chatting with {screenName}'] };
  const masked = new Masker(options).maskAll(recording);
  const text = formatRecording(masked);

  it.each(Object.entries(planted))('hides the %s', (_what, value) => {
    for (const spelling of [String(value), encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
      expect(text).not.toContain(spelling);
  });

  it('hides credentials in Base64, cookies and the text of an agent', () => {
    for (const hidden of [btoa(`${planted.clientId}:${planted.secret}`), 'JSESSIONID', 'Call me', 'Mai.pdf'])
      expect(text).not.toContain(hidden);
  });

  it('keeps the form, and what belongs together', () => {
    const ids = [...text.matchAll(/00000000-0000-4000-8000-\d{12}/g)].map(([id]) => id);
    expect(new Set(ids).size).toBe(2);
    expect(text).toContain('You are now chatting with name-');
    expect(text).toContain('"type\\":{\\"value\\":\\"assigned\\"');
    expect(text).toContain('1768469400000');
    expect(text).toContain('Following conversation id is invalid, completed or expired : 00000000-');
  });

  it.each([
    ['that increase', ['119501418463118908859', '119501418463118908860', '119501418463118908999', '1119501418463118908859']],
    ['in any order', ['734603526263118908859', '916616701253118908861', '540652523473118908862', '221024523173118908863']],
    ['that decrease without an end', Array.from({ length: 60 }, (_, n) => String(905321234567890123n - BigInt(n)))],
  ])('keeps the order of long ids %s, also when each is learnt alone', (_what, originals) => {
    const masker = new Masker();
    const idOf = (id: string) => {
      const { body = '' } = masker.mask(exchange({ kind: 'callback', sent: { message: [{ id }] } })).request;
      return (JSON.parse(body) as { message: { id: string }[] }).message[0]!.id;
    };
    const shown = originals.map(idOf);
    expect(shown.every((id, at) => isPseudonym(id) && id.length === originals[at]!.length)).toBe(true);
    expect(new Set(shown).size).toBe(originals.length);
    // Between the first and the second there is room for some twenty, and no more.
    const few = originals.length > 20 ? 20 : originals.length;
    const order = (ids: readonly string[]) =>
      ids.slice(0, few).map((id) => ids.slice(0, few).filter((other) => BigInt(other) < BigInt(id)).length);
    expect(order(shown)).toEqual(order(originals));
    expect(originals.map(idOf)).toEqual(shown);
  });

  it('changes nothing when it is done again', () => {
    expect(new Masker(options).maskAll(masked)).toEqual(masked);
  });

  it.each(['905321234567', '90123', '9000123456'])('hides the telephone number %s, which begins as masked ones do', (phoneNo) => {
    const [line] = new Masker().maskAll(recordingOf(exchange({ sent: { phoneNo } }))).lines;
    expect(JSON.stringify(line)).not.toContain(phoneNo);
  });

  it('keeps what is harmless', () => {
    const said = exchange({ sent: { content: 'a text of the plan', conversation: { id: conversation } } });
    const [line] = new Masker({ harmless: ['a text of the plan'] }).maskAll(recordingOf(said)).lines;
    expect(JSON.stringify(line)).toContain('a text of the plan');
  });

  it.each([
    ['You are now chatting with Wilhelmina', 'You are now chatting with name-1'],
    ['Wilhelmina berät Sie jetzt', 'text-1 of 26 characters'],
    ['You are now chatting with Wilhelmina!', 'text-1 of 37 characters'],
  ])('keeps of what ECE itself says only a sentence that is known: %s', (content, shown) => {
    const said = exchange({ kind: 'callback', sent: { message: [{ content, sender: { type: 'system' } }] } });
    const text = JSON.stringify(new Masker(options).maskAll(recordingOf(said)).lines);
    expect(text).toContain(shown);
    expect(text).not.toContain('Wilhelmina');
  });

  it('shows nothing of a page that is not of ECE', () => {
    const page = exchange({ answered: '<html>Wilhelmina</html>', answerHeaders: { 'content-type': 'text/html' } });
    expect(JSON.stringify(new Masker().mask(page))).toContain('<html>a page of 23 characters</html>');
  });
});
