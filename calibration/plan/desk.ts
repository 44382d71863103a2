import type { ActName } from './acts.ts';
import type { Known } from './known.ts';
import { take } from './known.ts';
import { fileOf, upload } from './messages.ts';
import type { ActStep, CallStep, Probe, ProbeRequest, Setup, WaitStep } from './probe.ts';
import {
  bearerCall,
  bearerOf,
  call,
  checkCall,
  configurationCall,
  endCall,
  paths,
  request,
  sendCall,
  startCall,
  text,
} from './requests.ts';

/** Time for a person to do one thing. */
const personMs = 120_000;

function act(name: ActName, count = 1, rest: Partial<ActStep> = {}): ActStep {
  return { do: 'act', step: name, needs: ['conversation'], act: name, callbacks: { count, withinMs: personMs }, ...rest };
}

function administer(name: ActName): ActStep {
  return { do: 'act', step: name, needs: [], act: name };
}

/** The agent's file, at the URL of the callback. */
function fetchFile(step: string, parts: { withToken?: false; change?: (url: string) => string } = {}): CallStep {
  const needs: readonly Setup[] = ['token'];
  return call(step, needs, (known): ProbeRequest => {
    const url = take(known.file, 'file of the agent').url;
    const { pathname, search } = new URL((parts.change ?? ((same) => same))(url), 'http://ece');
    const made = request(pathname + search, { accept: '*/*' }, parts.withToken === false ? {} : bearerOf(known));
    return made;
  });
}

function decide(step: string, value: string): CallStep {
  return sendCall(step, (known: Known) => ({
    type: { value },
    content: take(known.file, 'file of the agent').id,
    attachments: { attachment: [{ id: take(known.file, 'file of the agent').id }] },
    attachment: { id: take(known.file, 'file of the agent').id },
  }));
}

/** In one form only, which tells which form ECE reads. */
function decideIn(form: 'attachments' | 'content' | 'attachment'): CallStep {
  return sendCall(`accept in ${form}`, (known) => {
    const { id } = take(known.file, 'file of the agent');
    const forms = {
      attachments: { attachments: { attachment: [{ id }] } },
      content: { content: id },
      attachment: { attachment: { id } },
    };
    return { type: { value: 'acceptAttachment' }, ...forms[form] };
  });
}

function other(url: string): string {
  return url.replace(/[^/]+$/, 'other.pdf');
}
function unknown(url: string): string {
  return url.replace(/\/[\w-]+(\/[^/]*)?$/, '/9999999$1');
}

const isTouched = 'an agent takes part, and sees the chats';

/** What needs an agent at a desk. */
export const desk: readonly Probe[] = [
  {
    name: 'agent-writes',
    asks: 'Which callbacks follow what an agent writes?',
    touches: isTouched,
    needs: ['callbacks'],
    steps: [
      startCall('start', {}, { callbacks: { count: 1, withinMs: personMs } }),
      act('say'),
      act('sayHtml'),
      act('startTyping', 2),
      act('pushPage'),
      act('complete'),
    ],
  },
  {
    name: 'agent-sends-file',
    asks: "Where is an agent's file, who may read it, and how is it accepted?",
    touches: isTouched,
    needs: ['callbacks'],
    steps: [
      startCall('start', {}, { callbacks: { count: 1, withinMs: personMs } }),
      act('sendFile'),
      fetchFile('file'),
      fetchFile('file without a token', { withToken: false }),
      fetchFile('other name', { change: other }),
      fetchFile('other id', { change: unknown }),
      decideIn('content'),
      decideIn('attachment'),
      decideIn('attachments'),
      fetchFile('accepted file'),
      decide('accept again', 'acceptAttachment'),
      endCall('end'),
    ],
  },
  {
    name: 'agent-file-rejected',
    asks: "May a customer read an agent's file after rejecting it?",
    touches: isTouched,
    needs: ['callbacks'],
    steps: [
      startCall('start', {}, { callbacks: { count: 1, withinMs: personMs } }),
      act('sendFile'),
      decide('reject', 'rejectAttachment'),
      fetchFile('rejected file'),
      endCall('end'),
    ],
  },
  {
    name: 'agent-decides',
    asks: "Which callbacks follow an agent's decision about a file, and when is the file fetched?",
    touches: isTouched,
    needs: ['callbacks', 'files'],
    steps: [
      startCall('start', {}, { callbacks: { count: 1, withinMs: personMs } }),
      sendCall('file', ({ filesUrl }) => upload(fileOf(filesUrl)), { callbacks: { count: 1, withinMs: 5000 } }),
      act('acceptFile', 2),
      sendCall('second file', ({ filesUrl }) => upload(fileOf(filesUrl, 'b.jpeg')), { callbacks: { count: 1, withinMs: 5000 } }),
      act('rejectFile'),
      sendCall('redirected file', ({ filesUrl }) => upload(fileOf(filesUrl, 'moved.jpeg')), {
        callbacks: { count: 1, withinMs: 5000 },
      }),
      { ...act('acceptFile', 3), step: 'redirected file accepted' },
      sendCall('missing file', ({ filesUrl }) => upload(fileOf(filesUrl, 'missing.jpeg')), {
        callbacks: { count: 1, withinMs: 5000 },
      }),
      { ...act('acceptFile', 2), step: 'missing file accepted' },
      endCall('end'),
    ],
  },
  {
    name: 'agent-blocked-file',
    asks: 'Does the attachment policy bind agents?',
    touches: isTouched,
    needs: ['callbacks', 'block-all'],
    steps: [
      startCall('start', { situation: 'block-all' }, { callbacks: { count: 1, withinMs: personMs } }),
      act('sendFile', 1, { callbacks: { count: 1, withinMs: 20_000 } }),
      endCall('end'),
    ],
  },
  {
    name: 'agent-transfers',
    asks: 'Which callbacks follow a transfer?',
    touches: `${isTouched}, and two more take it over`,
    needs: ['callbacks'],
    steps: [
      startCall('start', {}, { callbacks: { count: 1, withinMs: personMs } }),
      act('transferToAgent', 2),
      act('transferToQueue', 2),
      act('transferToDepartment', 1),
      endCall('end', { callbacks: { count: 1, withinMs: 10_000 } }),
    ],
  },
  {
    name: 'agent-types',
    asks: 'Does a conversation that asks for typing get more of it than one that does not?',
    touches: isTouched,
    needs: ['callbacks'],
    steps: [
      startCall('start', { activity: { typing: true } }, { callbacks: { count: 1, withinMs: personMs } }),
      act('startTyping', 2),
      endCall('end'),
    ],
  },
];

function failing(step: string, replies: NonNullable<CallStep['replies']>, count: number, withinMs: number): CallStep {
  return startCall(step, {}, { replies, callbacks: { count, withinMs } });
}

function waitMore(step: string, replies: NonNullable<CallStep['replies']>, count: number, withinMs: number): WaitStep {
  return { do: 'wait', step, needs: [], replies, callbacks: { count, withinMs } };
}

const failures = 'it answers some callbacks of its own chats with errors; ten in a row may deactivate the callback URL';

/** How ECE brings callbacks. */
export const delivery: readonly Probe[] = [
  {
    name: 'callback-repeats',
    asks: 'After which answers does ECE repeat a callback, and when?',
    touches: failures,
    needs: ['callbacks'],
    steps: [
      failing('answered 500', [500, 500, 500, 200], 4, 15_000),
      endCall('end', { callbacks: { count: 1, withinMs: 10_000 } }),
      failing('answered 202', [202, 200], 2, 10_000),
      failing('answered 503', [503, 200], 2, 10_000),
      failing('answered 400', [400, 200], 2, 10_000),
      failing('redirected', [{ redirect: true }, 200], 2, 10_000),
    ],
  },
  {
    name: 'callback-gives-up',
    asks: 'When does ECE deactivate a callback URL, and can the client activate it again?',
    touches:
      'it fails until ECE deactivates the callback URL of the client application, and an administrator must activate it again',
    needs: ['callbacks'],
    steps: [
      failing('always answered 500', [500], 12, 600_000),
      startCall('start', {}, { replies: [200], callbacks: { count: 1, withinMs: 5000 } }),
      bearerCall('activate', paths.activate, { method: 'PUT' }),
      startCall('start after activation', {}, { callbacks: { count: 1, withinMs: 5000 } }),
      administer('activateCallback'),
      { ...waitMore('afterwards', [200], 2, 60_000) },
      startCall('start after the administrator', {}, { callbacks: { count: 1, withinMs: 10_000 } }),
    ],
  },
];

/** What an administrator does. */
export const administration: readonly Probe[] = [
  {
    name: 'edited-entry-point',
    asks: 'Does an edit of an entry point change its date?',
    touches: 'an administrator saves the entry point: clients must read its configuration again',
    needs: [],
    steps: [
      startCall('before'),
      administer('editEntryPoint'),
      startCall('with the old date'),
      configurationCall('configuration'),
    ],
  },
  {
    name: 'service-stopped',
    asks: 'What does ECE say when its assignment service is stopped?',
    touches: 'no chat of the site is assigned while the service is stopped',
    needs: [],
    steps: [
      administer('stopService'),
      startCall('start'),
      checkCall('chat allowed', 'chatAllowed'),
      startCall('stale date', { date: '2001-01-01T00:00:00.000Z' }),
      administer('startService'),
    ],
  },
  {
    name: 'application-type',
    asks: 'How does ECE refuse an application that is not of the type Chat?',
    touches: 'the client application cannot chat while its type is changed',
    needs: [],
    steps: [
      administer('changeTypeToEmail'),
      configurationCall('configuration'),
      startCall('start'),
      startCall('unknown entry point', { id: '999999' }),
      startCall('stale date', { date: '2001-01-01T00:00:00.000Z' }),
      administer('changeTypeToChat'),
    ],
  },
  {
    name: 'idle',
    asks: 'How long may a conversation be silent?',
    touches: 'a chat stays open at a desk for eleven minutes',
    needs: ['callbacks'],
    steps: [
      startCall('start', {}, { callbacks: { count: 1, withinMs: 10_000 } }),
      { do: 'wait', step: 'silent', needs: [], callbacks: { count: 1, withinMs: 660_000 } },
      sendCall('afterwards', text),
    ],
  },
];
