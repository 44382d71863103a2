import { writeElements, xmlDeclaration } from '../protocol/xml.ts';
import type { OperationIdOf } from '../protocol/operations.ts';
import type { SettingValues } from '../protocol/settings.ts';
import { computeCapacity, servesChats } from '../world/agents.ts';
import type { EntryPoint } from '../world/entry-points.ts';
import { writeInstant } from '../world/entry-points.ts';
import { findOpening } from '../world/opening-hours.ts';
import type { Queue } from '../world/queue.ts';
import { isQueueFull, queueDepth, queueOf, waitTimeSeconds } from '../world/queue.ts';
import type { World } from '../world/world.ts';
import type { AnswerBody, RoutedCall } from './call.ts';
import type { Operation } from './operation.ts';
import { readNothing } from './operation.ts';
import { refuse } from './refusal-error.ts';

/** Writes the answer of a check. When a setting asks for an answer without an entry point, the answer holds negative values. */
type WriteAnswer = (call: RoutedCall, entryPoint: EntryPoint | undefined, queue: Queue | undefined) => AnswerBody;

/** An anonymous check of an entry point: spec 11. */
function makeCheckOfAny(writeAnswer: WriteAnswer): Operation<OperationIdOf<'availability'>> {
  return {
    readQuery: readNothing,
    readContent: readNothing,
    about: ({ params }) => ({ entryPoint: params['id'] }),
    run(call) {
      const entryPoint = findEntryPoint(call);
      return { status: 200, body: writeAnswer(call, entryPoint, entryPoint && queueOf(call.world, entryPoint)) };
    },
  };
}

/** A check to which an inactive entry point does not exist. */
function makeCheckOfActive(writeAnswer: WriteAnswer): Operation<OperationIdOf<'availability'>> {
  return makeCheckOfAny((call, entryPoint, queue) =>
    entryPoint?.active === true ? writeAnswer(call, entryPoint, queue) : writeAnswer(call, undefined, undefined),
  );
}

function findEntryPoint({ world, settings, params }: RoutedCall): EntryPoint | undefined {
  const id = params['id'] ?? '';
  const entryPoint = world.state.entryPoints.get(id);
  if (entryPoint === undefined) {
    const status = settings['availability.errorStatus'];
    if (status === 200) return undefined;
    const reason = { rule: 'no entry point has the id', wouldWork: listActiveEntryPoints(world) };
    return refuse('availabilityEntryPoint', { id }, reason, { status });
  }
  if (!entryPoint.active && settings['availability.inactive'] === 400) {
    refuse('entryPointInactive', { id }, { rule: 'the entry point is inactive', wouldWork: listActiveEntryPoints(world) });
  }
  return entryPoint;
}

function listActiveEntryPoints({ state }: World): string[] {
  const usable = [...state.entryPoints.values()].filter(({ active, special }) => active && special !== true);
  return usable.map(({ id }) => id);
}

/**
 * The XML root has no namespace, and an attribute holds the answer. The namespace declarations are those of an observed answer:
 * spec 11.1.
 */
export const getAgentAvailability = makeCheckOfActive((call, entryPoint, queue) => {
  const { world, settings } = call;
  const available = entryPoint !== undefined && servesChats(world, entryPoint, queue!);
  const calendar = entryPoint && writeCalendar(call, entryPoint);
  return {
    json: { available, ...(calendar && { businesscalendar: calendar }) },
    xml: () =>
      xmlDeclaration +
      writeElements({
        agentAvailability: {
          '@available': available,
          '@xmlns:ns5': 'http://jabber.org/protocol/httpbind',
          '@xmlns:ns2': settings['availability.namespace'],
          '@xmlns:ns4': 'jabber:client',
          '@xmlns:ns3': 'urn:ietf:params:xml:ns:xmpp-stanzas',
          ...(calendar && {
            businesscalendar: settings['availability.xml.businessCalendar'] === 'elements' ? calendar : toAttributes(calendar),
          }),
        },
      }),
  };
});

/** Whether the entry point is open and until when, if the call asks and the entry point has opening hours: spec 11.1. */
function writeCalendar({ world, settings, query }: RoutedCall, { openingHours }: EntryPoint): object | undefined {
  if (query.get('businessCalendar')?.[0] !== 'true' || openingHours == null) return undefined;
  const { isOpen, changesAt } = findOpening(openingHours, world.clock.now());
  const { open, closed } = settings['availability.businessCalendar.states'];
  const time =
    changesAt === undefined ? undefined : writeInstant(changesAt, settings['availability.businessCalendar.timeFormat']);
  return {
    state: isOpen ? open : closed,
    ...(time !== undefined && (isOpen ? { closingTime: time } : { openingTime: time })),
  };
}

function toAttributes(members: object): object {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [`@${name}`, value as unknown]));
}

export const getAgentCapacity = makeCheckOfActive(({ world, settings }, _entryPoint, queue) => {
  const count = queue === undefined ? 0 : computeCapacity(world, queue);
  return {
    json: settings['availability.json.capacity'] === 'count' ? { count } : { availableSlots: { count } },
    xml: () => xmlDeclaration + writeElements({ availableSlots: { ...chatNamespace(settings), 'ns2:count': count } }),
  };
});

function chatNamespace(settings: SettingValues): object {
  return { '@xmlns:ns2': settings['availability.namespace'] };
}

export const getLiveSessionStatus = makeCheckOfActive(({ world, settings }, _entryPoint, queue) => {
  const depth = queue === undefined ? 0 : queueDepth(queue);
  const wait = queue === undefined ? 0 : waitTimeSeconds(world, queue);
  const decimal = wait.toFixed(1);
  const elements =
    settings['availability.xml.liveSessionStatus'] === 'elements'
      ? { ...chatNamespace(settings), 'ns2:waitTime': decimal, 'ns2:queueDepth': depth }
      : { ...chatNamespace(settings), '@waitTime': decimal, '@queueDepth': depth };
  return {
    json: writeLiveSessionJson(settings['availability.json.liveSessionStatus'], wait, depth),
    xml: () => xmlDeclaration + writeElements({ liveSessionStatus: elements }),
  };
});

function writeLiveSessionJson(
  form: SettingValues['availability.json.liveSessionStatus'],
  waitTime: number,
  queueDepth: number,
): object {
  switch (form) {
    case 'plain':
      return { waitTime, queueDepth };
    case 'wrapped':
      return { liveSessionStatus: { waitTime, queueDepth } };
    case 'decimals':
      return { waitTime: rawJson(waitTime.toFixed(1)), queueDepth };
  }
}

/** Puts a number into JSON as it is spelled: 10.0, not 10. TypeScript's library does not declare `rawJSON` yet. */
const rawJson = (JSON as unknown as { rawJSON: (text: string) => object }).rawJSON;

/** Answers 0: the queue takes chats; 1: no agent is available; 2: the queue is full. When both 1 and 2 hold, it answers 1: spec 11.4. */
export const checkEligibility = makeCheckOfActive(({ world, settings }, entryPoint, queue) => {
  const responseType = decideEligibility(entryPoint !== undefined && servesChats(world, entryPoint, queue!), entryPoint, queue);
  return {
    json: { responseType: settings['availability.json.checkEligibility'] === 'number' ? responseType : String(responseType) },
    xml: () =>
      xmlDeclaration +
      writeElements({
        checkEligibility: {
          '@xmlns:ns5': 'http://jabber.org/protocol/httpbind',
          '@xmlns:ns2': settings['availability.namespace'],
          '@xmlns:ns4': 'urn:ietf:params:xml:ns:xmpp-stanzas',
          '@xmlns:ns3': 'jabber:client',
          '@responseType': responseType,
        },
      }),
  };
});

function decideEligibility(isServed: boolean, entryPoint: EntryPoint | undefined, queue: Queue | undefined): 0 | 1 | 2 {
  if (!isServed) return 1;
  return entryPoint !== undefined && isQueueFull(entryPoint, queue!) ? 2 : 0;
}

type Condition = SettingValues['availability.chatAllowedRule'][number];

const conditions: Record<Condition, (world: World, entryPoint: EntryPoint, queue: Queue) => boolean> = {
  active: (_world, { active }) => active,
  'service-running': ({ state }) => state.assignmentServiceRunning,
  'agent-available': servesChats,
  'queue-below-maximum': (_world, entryPoint, queue) => !isQueueFull(entryPoint, queue),
};

/** The words for what forbids a chat: spec 11.5. */
const reasons: Record<Condition, string> = {
  active: 'entry_point_inactive',
  'service-running': 'service_not_running',
  'agent-available': 'agent_not_available',
  'queue-below-maximum': 'queue_depth_reached',
};

/** Why no chat is allowed; undefined when it is. */
function findObstacle({ world, settings }: RoutedCall, entryPoint: EntryPoint | undefined, queue: Queue | undefined) {
  if (entryPoint === undefined) return 'invalid_entry_point';
  const unmet = settings['availability.chatAllowedRule'].find((name) => !conditions[name](world, entryPoint, queue!));
  return unmet && reasons[unmet];
}

/** The rule itself says whether an inactive entry point counts: setting `availability.chatAllowedRule`. */
export const getChatAllowed = makeCheckOfAny((call, entryPoint, queue) => {
  const { settings } = call;
  const obstacle = findObstacle(call, entryPoint, queue);
  const allowed = obstacle === undefined;
  const reason = settings['availability.chatAllowedReason'] ? obstacle : undefined;
  return {
    json: {
      allowed: settings['availability.json.chatAllowed'] === 'boolean' ? allowed : String(allowed),
      ...(reason !== undefined && { reason }),
    },
    xml: () =>
      xmlDeclaration +
      writeElements({ chatAllowed: { '@allowed': allowed, ...(reason !== undefined && { '@reason': reason }) } }),
  };
});
