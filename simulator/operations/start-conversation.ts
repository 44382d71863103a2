import { contextRootOf } from '../protocol/context-root.ts';
import type { StartCheck } from '../protocol/setting-kinds.ts';
import type { StartBody } from '../protocol/schemas/bodies.ts';
import { beginningOf } from '../protocol/well-formed-text.ts';
import { isAgentAvailable, servesChats } from '../world/agents.ts';
import type { Conversation } from '../world/conversations.ts';
import { startConversation as start } from '../world/conversations.ts';
import type { EntryPoint } from '../world/entry-points.ts';
import { lastModifiedDate } from '../world/entry-points.ts';
import { callbackQueue } from '../world/outbox.ts';
import { isQueueFull, queueOf } from '../world/queue.ts';
import type { Answer, AuthenticatedCall, Callers, RoutedCall } from './call.ts';
import { makeCommonBody } from './common-body.ts';
import { readCustomAttributes } from './custom-attributes.ts';
import type { Operation } from './operation.ts';
import { requireAdapter, requireChatApplication, findUsableEntryPoints } from './permissions.ts';
import { refuse, throwIfRefusal } from './refusal-error.ts';
import type { StartForm, WantedCustomer } from './start-customer.ts';
import { findOrCreateCustomer, readStartForm, readWantedCustomer } from './start-customer.ts';
import { memberAt } from './member-path.ts';

interface StartContent {
  entryPointId: string;
  /** Undefined only where `conversation.start.required` does not require it. */
  lastModified: string | undefined;
  subject: string;
  customAttributes: Record<string, string[]>;
  customer: WantedCustomer | null;
  typingRequested: boolean;
}

/** Spec 6. */
export const startConversation: Operation<'startConversation', StartForm, StartContent> = {
  readQuery: readStartForm,
  readContent: readStartContent,
  about: (_call, _form, content) => ({ entryPoint: content?.entryPointId }),
  run(call, _form, content) {
    const entryPoint = call.world.state.entryPoints.get(content.entryPointId);
    for (const check of call.settings['conversation.start.checkOrder']) checks[check](call, content, entryPoint);
    const conversation = throwIfRefusal(
      start(call.world, {
        application: call.caller.application,
        session: call.caller.session,
        entryPoint: entryPoint!,
        customer: content.customer && findOrCreateCustomer(call, content.customer),
        subject: content.subject,
        customAttributes: content.customAttributes,
        typingRequested: content.typingRequested,
      }),
    );
    return makeStartedAnswer(call, conversation);
  },
};

function readStartContent(call: RoutedCall, body: StartBody, form: StartForm, sentBody: unknown): StartContent {
  return {
    entryPointId: body.entryPointConfiguration.entryPoint.id,
    lastModified: body.entryPointConfiguration.lastModified?.date,
    subject: readSubject(call, body.activity?.subject ?? ''),
    customAttributes: readCustomAttributes(call, 'activity', body.activity?.customAttributes),
    customer: readWantedCustomer(call, form, body.activity?.customer),
    typingRequested: requestsTyping(call, sentBody),
  };
}

/**
 * A real client switches typing notices on when it starts a conversation. Only the existence of the member is public (spec 6.3); its path is the setting
 * `conversation.start.typingField`.
 */
function requestsTyping({ settings }: RoutedCall, sentBody: unknown): boolean {
  const path = settings['conversation.start.typingField'];
  const value = path === null ? undefined : memberAt(sentBody, path);
  return value === true || value === 'true';
}

const longestSubject = 255;

function readSubject(call: RoutedCall, subject: string): string {
  if (subject.length <= longestSubject) return subject;
  if (call.settings['conversation.start.subjectTooLongStatus'] === 'truncate') return beginningOf(subject, longestSubject);
  return refuse(
    'subjectTooLong',
    {},
    { rule: `the subject has ${subject.length} characters`, wouldWork: `at most ${longestSubject}` },
  );
}

type StartCall = AuthenticatedCall<Callers['bearer']>;

type Check = (call: StartCall, content: StartContent, entryPoint: EntryPoint | undefined) => void;

/** The setting `conversation.start.checkOrder` gives the order. Each check works at any place in it. */
const checks: Record<StartCheck, Check> = {
  'entry-point-exists': (call, { entryPointId: id }, entryPoint) => {
    if (entryPoint !== undefined) return;
    const reason = { rule: 'no entry point has the id', wouldWork: findUsableEntryPoints(call, call.caller.application) };
    refuse('unknownId', { id }, reason, { status: call.settings['conversation.start.unknownEntryPointStatus'] });
  },
  'entry-point-allowed': (call, _content, entryPoint) => {
    if (entryPoint !== undefined) requireAdapter(call, call.caller.application, entryPoint);
  },
  'application-type': (call) => requireChatApplication(call, call.caller.application),
  'entry-point-active': (call, { entryPointId: id }, entryPoint) => {
    if (entryPoint?.active !== false) return;
    const reason = { rule: 'the entry point is inactive', wouldWork: findUsableEntryPoints(call, call.caller.application) };
    refuse('entryPointInactive', { id }, reason, { status: call.settings['conversation.start.inactiveEntryPointStatus'] });
  },
  'last-modified': (call, { lastModified }, entryPoint) => {
    if (entryPoint === undefined || lastModified === undefined) return;
    const current = lastModifiedDate(call.world, entryPoint);
    if (lastModified !== current) {
      refuse(
        'staleLastModified',
        {},
        { rule: `lastModified.date "${lastModified}" is not that of the entry point`, wouldWork: current },
      );
    }
  },
  'callback-active': (call) => {
    const { url } = call.caller.application.callback;
    if (callbackQueue(call.world, call.caller.application.id).deactivatedAt === null) return;
    const reason = { rule: `the callback URL ${url} was deactivated`, wouldWork: 'an administrator who reactivates it' };
    refuse('callbackDeactivated', {}, reason, { status: call.settings['conversation.start.callbackDeactivatedStatus'] });
  },
  'assignment-service': (call) => {
    if (call.world.state.assignmentServiceRunning) return;
    const reason = { rule: 'the assignment service is stopped', wouldWork: 'an administrator who starts it' };
    refuse('assignmentServiceDown', {}, reason, { status: call.settings['conversation.start.assignmentServiceStatus'] });
  },
  'agent-available': (call, _content, entryPoint) => {
    if (entryPoint === undefined) return;
    requireAgent(call, entryPoint);
    requireRoomInQueue(call, entryPoint);
  },
};

function requireAgent(call: StartCall, entryPoint: EntryPoint): void {
  const queue = queueOf(call.world, entryPoint);
  const status = call.settings['conversation.start.noAgentStatus'];
  if (status === 201 || servesChats(call.world, entryPoint, queue)) return;
  const served = findUsableEntryPoints(call, call.caller.application).filter((id) =>
    isAgentAvailable(call.world, queueOf(call.world, call.world.state.entryPoints.get(id)!)),
  );
  refuse(
    'noAgentAvailable',
    {},
    { rule: `the entry point requires an agent with the skill "${queue.skill}"`, wouldWork: served },
    { status },
  );
}

function requireRoomInQueue(call: RoutedCall, entryPoint: EntryPoint): void {
  if (!call.settings['conversation.start.queueDepthCheck'] || !isQueueFull(entryPoint, queueOf(call.world, entryPoint))) return;
  refuse(
    'queueFull',
    {},
    { rule: `the queue is at its maximum of ${entryPoint.maximumQueueDepth}`, wouldWork: 'fewer waiting chats' },
  );
}

/** The conversation id is the last key: spec 6.4. */
function makeStartedAnswer(call: RoutedCall, conversation: Conversation): Answer {
  const { settings } = call;
  const { name, id } = settings['conversation.start.activityMember'];
  const activityId = id === 'string' ? conversation.activityId : Number(conversation.activityId);
  const body = makeCommonBody(settings, settings['xml.roots'].conversation, {
    [name]: { id: activityId },
    id: conversation.id,
  });
  const location = `${contextRootOf(settings)}/ws/v19/clientapplications/messaging/conversation/${conversation.id}`;
  return {
    status: settings['conversation.start.successStatus'],
    ...(settings['conversation.start.locationHeader'] && { headers: { location } }),
    body,
    conversation: conversation.id,
  };
}
