import type { AgentBehaviour } from './agents.ts';
import type { CallbackAuthentication } from './applications.ts';
import type { CustomerCard } from './customers.ts';
import type { AttachmentPolicy } from './entry-points.ts';
import type { OpeningHours } from './opening-hours.ts';

/** The configuration of a world. Its parts refer to each other by name. */
export interface WorldDefinition {
  applications: ApplicationDefinition[];
  queues: QueueDefinition[];
  entryPoints: EntryPointDefinition[];
  agents: AgentDefinition[];
  users: { userName: string; password: string; viewsAgentConsole: boolean }[];
  customers: CustomerCard[];
  /** The names for each object. Null stands for the names in the setting `customAttributes.activityDefaults`. */
  customAttributes: { activity: string[] | null; customer: string[] };
  /** Whether the world also has the special entry points, which fail on demand. */
  specialEntryPoints: boolean;
  /** Chats that are ongoing from the beginning, to fill agents and queues. */
  chats: { application: string; entryPoint: number; count: number }[];
}

export interface QueueDefinition {
  name: string;
  skill: string;
  /** Name of the department that it belongs to; {@link defaultDepartment} when it is not given. */
  department?: string | undefined;
}

export const defaultDepartment = 'Service';

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
  /** What `businessCalendar=true` answers; it changes nothing else: spec 11.1. */
  openingHours?: OpeningHours | null | undefined;
  /** A special entry point: it fails on demand. */
  special?: boolean;
}

export interface AgentDefinition {
  firstName: string;
  lastName: string;
  screenName: string;
  skills: string[];
  loggedIn: boolean;
  /** Most chats that routing assigns at a time; an agent may take more, and get more by transfer. */
  maximumLoad: number;
  behaviour: AgentBehaviour;
}
