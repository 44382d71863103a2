import type { Fault, FaultDefinition, Faults } from '../faults/faults.ts';
import { registeredApplications } from '../world/applications.ts';
import type { World } from '../world/world.ts';
import type { FaultInput } from '../faults/fault-schema.ts';
import { faultSchemas } from '../faults/fault-schema.ts';
import { readInput } from './read-input.ts';
import { rejectUnknownConversation, rejectUnknownId } from './names.ts';
import { ConflictError } from '../errors.ts';

/** A limit, because each call looks at all faults. */
export const mostFaults = 1000;

/** The failures on demand of a partition. */
export class FaultsDoor {
  readonly #faults: Faults;
  readonly #world: World;

  constructor(faults: Faults, world: World) {
    this.#faults = faults;
    this.#world = world;
  }

  /**
   * From now on, calls or callbacks that match fail as the action says.
   * @example simulator.faults.add({ match: { operation: 'sendMessage' }, fire: { times: 2 }, action: { do: 'refuse', error: 'internalError' } })
   * @throws {InvalidInputError} for an unknown word, or parts that contradict each other
   * @throws {UnknownIdError} for an unknown id
   * @throws {ConflictError} when there are 1000 faults already
   */
  add(fault: FaultInput): Fault {
    const read = readInput(faultSchemas().faultSchema, fault) as FaultDefinition;
    const { application, conversation } = read.match;
    const entryPoint = read.match.entryPoint && this.#world.ids.fullEntryPoint(read.match.entryPoint);
    const definition = { ...read, match: { ...read.match, ...(entryPoint !== undefined && { entryPoint }) } };
    const { entryPoints, conversations } = this.#world.state;
    const keys = registeredApplications(this.#world).map(({ key }) => key);
    if (application !== undefined && !keys.includes(application))
      rejectUnknownId('application', ['match', 'application'], application, keys);
    if (entryPoint !== undefined && !entryPoints.has(entryPoint))
      rejectUnknownId('entry point', ['match', 'entryPoint'], entryPoint, entryPoints.keys());
    if (conversation !== undefined && !conversations.has(conversation))
      rejectUnknownConversation(this.#world, ['match', 'conversation'], conversation);
    if (this.#faults.list().length >= mostFaults)
      throw new ConflictError({ path: [], message: `There are ${mostFaults} faults already; remove some.` });
    return this.#faults.add(definition);
  }

  /** Each fault with the number of calls or callbacks that fitted, and how often it fired. */
  list(): readonly Fault[] {
    return this.#faults.list();
  }

  /** @throws {UnknownIdError} when there is no such fault */
  get(id: string): Fault {
    return (
      this.list().find((fault) => fault.id === id) ??
      rejectUnknownId(
        'fault',
        ['fault'],
        id,
        this.list().map((fault) => fault.id),
      )
    );
  }

  /** @throws {UnknownIdError} when there is no such fault */
  remove(id: string): void {
    this.#faults.remove(this.get(id).id);
  }

  clear(): void {
    this.#faults.clear();
  }
}
