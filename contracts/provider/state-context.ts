import type { StateName, StateParameters, StateReturns, StateValue } from '../states.ts';
import type { Credentials, EceClient, EntryPoint } from './ece-client.ts';
import { basicCredentials } from './ece-client.ts';
import type { PreparedPartition } from './prepared-partition.ts';

export interface ApplicationView {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface UserView {
  readonly userName: string;
  readonly password: string;
}

/** Entry points of the default world, each in one of the situations that a client must cope with. */
export const entryPoints = {
  agentsReady: '1001',
  noneThere: '1002',
  fullLoad: '1003',
  queued: '1004',
  inactive: '1005',
  attachmentsBlocked: '1006',
  agentNotRequired: '1007',
  ofAnotherApplication: '1008',
} as const;

/** What a state may use to bring itself about. */
export class StateContext {
  readonly partition: PreparedPartition;
  /** What the earlier states of the interaction returned. */
  readonly values: Partial<Record<StateValue, string>> = {};

  constructor(partition: PreparedPartition) {
    this.partition = partition;
  }

  get control() {
    return this.partition.control;
  }

  get ece(): EceClient {
    return this.partition.ece;
  }

  /** The client application that the states mean, or another one. */
  async application(which: 'own' | 'other' = 'own'): Promise<ApplicationView> {
    const applications = await this.control.get('/applications');
    return applications[which === 'own' ? 0 : 1] ?? throwMissing(`${which === 'own' ? 'a' : 'a second'} client application`);
  }

  async credentials(which: 'own' | 'other' = 'own'): Promise<Credentials & { basicCredentials: string }> {
    const { clientId, clientSecret } = await this.application(which);
    const credentials = { clientId, clientSecret };
    return { ...credentials, basicCredentials: basicCredentials(credentials) };
  }

  async token(which: 'own' | 'other' = 'own'): Promise<string> {
    return this.ece.token(await this.credentials(which));
  }

  async entryPoint(entryPointId: string): Promise<EntryPoint> {
    const { lastModified } = await this.control.get('/entry-points/{entryPoint}', { params: { entryPoint: entryPointId } });
    return { entryPointId, lastModifiedDate: lastModified };
  }

  /** Starts a conversation and returns its id. */
  async conversation(entryPointId: string, whose: 'own' | 'other' = 'own'): Promise<string> {
    return this.ece.start(await this.token(whose), await this.entryPoint(entryPointId));
  }

  /** A user who may view the agent console, or one who may not. */
  async user(which: 'permitted' | 'not permitted' = 'permitted'): Promise<UserView> {
    const { users } = await this.control.get('/partitions/{partition}', { params: { partition: 'default' } });
    return users[which === 'permitted' ? 0 : 1] ?? throwMissing('such a user');
  }
}

function throwMissing(what: string): never {
  throw new Error(`the world has not got ${what}`);
}

/** Brings a state about and returns what it promises. */
export type StateHandlers<Names extends StateName = StateName> = {
  readonly [Name in Names]: (context: StateContext, parameters: StateParameters<Name>) => Promise<StateReturns<Name>>;
};
