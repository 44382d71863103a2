import type { OperationId } from '../../../simulator/protocol/operations.ts';
import type { Format } from '../answers.ts';
import { headersOf, json, plainXml } from '../answers.ts';
import type { Answer, GivenState } from '../interaction.ts';
import { state } from '../interaction.ts';
import { examples, text } from '../templates.ts';
import type { CustomerPortal } from './customer-portal.ts';
import type { PortalCall, PortalInteraction } from './portal-interaction.ts';
import { exchange, failing, refused } from './portal-interaction.ts';

/** Checks that no node makes: whether the queue takes chats, whether a chat is allowed, opening hours (spec 11.1, 11.4, 11.5). */

interface Check<Reads> {
  readonly title: string;
  readonly operation: OperationId;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly ask: (portal: CustomerPortal, entryPoint: string, format: Format) => Promise<unknown>;
  /** The answer that means what the portal reads. */
  readonly json: (reads: Reads) => object;
  readonly xml: (reads: Reads) => Parameters<typeof plainXml>[1];
}

function callOf<Reads>({ title, operation, path, query, ask }: Check<Reads>, when: string, format: Format): PortalCall {
  return {
    title: `asks ${title} ${when}${format === 'xml' ? ', in XML' : ''}`,
    operation,
    request: {
      method: 'GET',
      path: `/system/egain/chat/entrypoint/${path}/{entryPointId}`,
      ...(query && { query }),
      headers: headersOf(format),
    },
    ask: (portal) => ask(portal, examples.entryPointId, format),
  };
}

/** The check in situations, in JSON. `alsoInXml` are those whose XML is in the contract too. */
function inSituations<Reads>(
  check: Check<Reads>,
  situations: readonly (readonly [when: string, states: readonly GivenState[], reads: Reads])[],
  alsoInXml: readonly Reads[],
): readonly PortalInteraction[] {
  const write = (reads: Reads, format: Format): Answer =>
    format === 'json' ? json(200, check.json(reads)) : plainXml(200, check.xml(reads));
  const inXml = situations.filter(([, , reads]) => alsoInXml.includes(reads));
  return [
    ...situations.map(([when, states, reads]) => exchange(callOf(check, when, 'json'), states, write(reads, 'json'), reads)),
    ...inXml.map(([when, states, reads]) => exchange(callOf(check, when, 'xml'), states, write(reads, 'xml'), reads)),
    refused(
      callOf(check, 'of an entry point that does not exist', 'json'),
      [state('no such entry point')],
      '400-1139',
      'Entry Point details not found.',
    ),
    failing(callOf(check, 'of an entry point', 'json'), [ready]),
  ];
}

const ready = state('an entry point with agents ready');
const nobodyThere = state('an entry point that requires an agent and has none');
const fullQueue = state('an entry point whose queue is at its maximum');
const inactive = state('an inactive entry point');

const eligibility: Check<number> = {
  title: 'whether the queue takes chats',
  operation: 'checkEligibility',
  path: 'checkEligibility',
  ask: (portal, entryPoint, format) => portal.eligibility(entryPoint, format),
  json: (responseType) => ({ responseType }),
  xml: (responseType) => ({ plainXml: `<checkEligibility responseType="${responseType}"/>` }),
};

const chatAllowed: Check<string> = {
  title: 'whether a chat is allowed',
  operation: 'getChatAllowed',
  path: 'chatAllowed',
  ask: (portal, entryPoint, format) => portal.chatAllowed(entryPoint, format),
  json: (reads) => (reads === 'allowed' ? { allowed: true } : { allowed: false, reason: reads }),
  xml: (reads) => ({
    plainXml: reads === 'allowed' ? '<chatAllowed allowed="true"/>' : `<chatAllowed allowed="false" reason="${reads}"/>`,
  }),
};

/** `open until <time>` or `closed until <time>`. */
function partsOf(reads: string) {
  const [word, , time = ''] = reads.split(' ');
  const [, hour] = time.split('T');
  const member = word === 'open' ? 'closingTime' : 'openingTime';
  return { word, member, time, anyDay: text(new RegExp(`\\d{4}-\\d\\d-\\d\\dT${hour}`), time) };
}

const openingHours: Check<string> = {
  title: 'for the opening hours',
  operation: 'getAgentAvailability',
  path: 'agentAvailability',
  query: { businessCalendar: 'true' },
  ask: (portal, entryPoint, format) => portal.openingHours(entryPoint, format),
  json: (reads) => {
    const { word, member, anyDay } = partsOf(reads);
    return { available: true, businesscalendar: { state: word, [member]: anyDay } };
  },
  xml: (reads) => {
    const { word, member, time, anyDay } = partsOf(reads);
    const calendar = `<businesscalendar state="${word}" ${member}="${time}"/>`;
    return {
      plainXml: `<agentAvailability available="true">${calendar}</agentAvailability>`,
      rules: { [`$['agentAvailability']['businesscalendar']['@${member}']`]: anyDay },
    };
  },
};

const [open, closed] = ['open until 2026-01-14T16:00:00.000Z', 'closed until 2026-01-19T14:00:00.000Z'];

export const portalChecks: readonly PortalInteraction[] = [
  ...inSituations(
    eligibility,
    [
      ['while agents are ready', [ready], 0],
      ['while none is there and none is required', [state('an entry point that requires no agent and has none')], 0],
      ['while none is there and one is required', [nobodyThere], 1],
      ['of an inactive entry point', [inactive], 1],
      ['while the queue is at its maximum', [fullQueue], 2],
    ],
    [2],
  ),
  ...inSituations(
    chatAllowed,
    [
      ['while agents are ready', [ready], 'allowed'],
      ['while none is there and one is required', [nobodyThere], 'agent_not_available'],
      ['of an inactive entry point', [inactive], 'entry_point_inactive'],
      ['while the queue is at its maximum', [fullQueue], 'queue_depth_reached'],
      [
        'while the assignment service is not running',
        [ready, state('the assignment service is not running')],
        'service_not_running',
      ],
    ],
    ['allowed', 'agent_not_available'],
  ),
  ...inSituations(
    openingHours,
    [
      ['while it is open', [state('an entry point that is open')], open],
      ['while it is closed', [state('an entry point that is closed')], closed],
    ],
    [open, closed],
  ),
];
