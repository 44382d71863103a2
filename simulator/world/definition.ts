import type { AgentBehaviour } from './agents.ts';
import type { CallbackAuthentication } from './applications.ts';
import type { CustomerCard } from './customers.ts';
import type { AttachmentPolicy } from './entry-points.ts';

/** What a world is made of, as an administrator would write it down. Names tie the parts together. */
export interface WorldDefinition {
  applications: ApplicationDefinition[];
  queues: { name: string; skill: string }[];
  entryPoints: EntryPointDefinition[];
  agents: AgentDefinition[];
  users: { userName: string; password: string; viewsAgentConsole: boolean }[];
  customers: CustomerCard[];
  /** Names by object; null stands for those of the setting `customAttributes.activityDefaults`. */
  customAttributes: { activity: string[] | null; customer: string[] };
  /** Whether the special entry points stand beside these: ids that fail on demand. */
  specialEntryPoints: boolean;
  /** Chats that go on from the beginning: they fill agents and queues. */
  chats: { application: string; entryPoint: number; count: number }[];
}

export interface ApplicationDefinition {
  name: string;
  type: string;
  key: string;
  secret: string;
  tokenLifetimeSeconds: number;
  callback: { url: string | null; format: 'json' | 'xml'; authentication: CallbackAuthentication };
  /** Local ids of the entry points that a messaging adapter gives it. */
  entryPoints: number[];
}

export interface EntryPointDefinition {
  /** Local id: the id in the default partition, and the last digits of the id in any other. 1 to 9999. */
  id: number;
  name: string;
  active: boolean;
  agentRequired: boolean;
  queue: string;
  maximumQueueDepth: number | null;
  attachmentPolicy: AttachmentPolicy;
  /** Made by the simulator to fail on demand. */
  special?: boolean;
}

export interface AgentDefinition {
  firstName: string;
  lastName: string;
  screenName: string;
  skills: string[];
  loggedIn: boolean;
  /** Chats at a time that are assigned; taking and transfers may go beyond. */
  maximumLoad: number;
  behaviour: AgentBehaviour;
}
