import type { AgentDefinition, EntryPointDefinition, WorldDefinition } from './definition.ts';

function entryPoint(id: number, name: string, queue: string, rest: Partial<EntryPointDefinition> = {}): EntryPointDefinition {
  return {
    id,
    name,
    active: true,
    agentRequired: true,
    queue,
    maximumQueueDepth: null,
    attachmentPolicy: { restriction: 'allowAll' },
    ...rest,
  };
}

function agent(firstName: string, lastName: string, skills: string[], rest: Partial<AgentDefinition> = {}): AgentDefinition {
  return {
    firstName,
    lastName,
    screenName: firstName,
    skills,
    loggedIn: true,
    maximumLoad: 1000,
    behaviour: 'answers',
    ...rest,
  };
}

/** Customer attributes [D] that an installation for these nodes has: spec 14. */
const customerAttributes = [
  'facebookpsid',
  'facebookececonversationid',
  'facebookclusterid',
  'smsececonversationid',
  'smsclusterid',
];

/** The world a simulator starts with: an application, and an entry point for each situation that a client must handle. */
export function defaultWorld(): WorldDefinition {
  const silent = { behaviour: 'silent', maximumLoad: 2 } as const;
  return {
    applications: [
      {
        name: 'demo',
        type: 'Chat',
        key: 'demo-client',
        secret: 'demo-secret',
        tokenLifetimeSeconds: 86_400,
        callback: { url: null, format: 'json', authentication: { type: 'none' } },
        entryPoints: [1001, 1002, 1003, 1004, 1005, 1006, 1007],
      },
      {
        name: 'other customers',
        type: 'Chat',
        key: 'other-client',
        secret: 'other-secret',
        tokenLifetimeSeconds: 86_400,
        callback: { url: null, format: 'json', authentication: { type: 'none' } },
        entryPoints: [1003, 1004, 1008],
      },
    ],
    queues: [
      { name: 'Service', skill: 'service' },
      { name: 'Claims', skill: 'claims', department: 'Claims' },
      { name: 'Cards', skill: 'cards' },
      { name: 'Loans', skill: 'loans' },
      { name: 'Night', skill: 'night' },
    ],
    entryPoints: [
      entryPoint(1001, 'agents ready', 'Service'),
      entryPoint(1002, 'agent required, none there', 'Claims'),
      entryPoint(1003, 'agents at full load, queue open', 'Cards'),
      entryPoint(1004, 'queue at its maximum', 'Loans', { maximumQueueDepth: 3 }),
      entryPoint(1005, 'inactive', 'Service', { active: false }),
      entryPoint(1006, 'attachments blocked', 'Service', { attachmentPolicy: { restriction: 'blockAll' } }),
      entryPoint(1007, 'agent not required, none there', 'Night', { agentRequired: false }),
      entryPoint(1008, 'not bound to the application', 'Service'),
    ],
    agents: [
      agent('Ada', 'Moss', ['service']),
      agent('Ben', 'Okoro', ['service']),
      agent('Cleo', 'Haas', ['claims'], { loggedIn: false }),
      agent('Dan', 'Ruiz', ['cards'], silent),
      agent('Eve', 'Lind', ['loans'], silent),
      agent('Finn', 'Roth', ['night'], { loggedIn: false }),
    ],
    users: [
      { userName: 'demo-user', password: 'demo-password', viewsAgentConsole: true },
      { userName: 'guest-user', password: 'guest-password', viewsAgentConsole: false },
    ],
    customers: [],
    specialEntryPoints: true,
    customAttributes: { activity: null, customer: customerAttributes },
    chats: [
      { application: 'other customers', entryPoint: 1003, count: 2 },
      { application: 'other customers', entryPoint: 1004, count: 5 },
    ],
  };
}

/** A world for those who make everything themselves: the first application, which may use no entry point yet, and nothing else. */
export function emptyWorld(): WorldDefinition {
  const [application] = defaultWorld().applications;
  return {
    applications: [{ ...application!, entryPoints: [] }],
    queues: [],
    entryPoints: [],
    agents: [],
    users: [],
    customers: [],
    specialEntryPoints: false,
    customAttributes: { activity: null, customer: [] },
    chats: [],
  };
}
