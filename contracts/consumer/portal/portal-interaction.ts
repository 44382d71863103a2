import { isDeepStrictEqual } from 'node:util';
import { internalError, refusal } from '../answers.ts';
import type { Answer, Exchange, GivenState } from '../interaction.ts';
import { state } from '../interaction.ts';
import { runExchange } from '../run-interaction.ts';
import { examples } from '../templates.ts';
import { CustomerPortal, wrongMember } from './customer-portal.ts';

/** What the portal asks, whatever the situation is at ECE. */
export interface PortalCall extends Pick<Exchange, 'operation' | 'request'> {
  /** E.g. "adds a customer". */
  readonly title: string;
  readonly ask: (portal: CustomerPortal) => Promise<unknown>;
}

/** One call of the portal in one situation. */
export interface PortalInteraction extends Exchange, Pick<PortalCall, 'ask'> {
  /** What the portal makes of the answer. */
  readonly reads: unknown;
}

export function exchange(
  { title, ...call }: PortalCall,
  states: readonly GivenState[],
  answer: Answer,
  reads: unknown,
): PortalInteraction {
  return { description: `the portal ${title}`, ...call, states, answer, reads };
}

/** Where the text names a member of the body, the portal looks for it. */
export function refused(call: PortalCall, states: readonly GivenState[], code: `${number}-${number}`, message: string) {
  const member = wrongMember(message);
  if (member === undefined) return exchange(call, states, refusal(code, message), { refused: code });
  const naming = new RegExp(`.*'${member.replaceAll(/[.[\]()]/g, '\\$&')}'\\.`);
  return exchange(call, states, refusal(code, message, 'json', naming), { refused: code, member });
}

export function failing(call: PortalCall, states: readonly GivenState[]): PortalInteraction {
  const broken = state('an internal error', { operation: call.operation });
  const title = `${call.title} while ECE fails inside`;
  return exchange({ ...call, title }, [...states, broken], internalError(), { refused: '500-100' });
}

export function invalidElement(path: string): string {
  return `Invalid value is provided in the request body for the following attribute:'${path}'.`;
}

export function missingElement(path: string): string {
  return `Required attribute is missing in request body: '${path}'.`;
}

/** @throws {Error} naming each mismatch of the request, or what the portal made of the answer instead. */
export function runPortalInteraction(interaction: PortalInteraction, { folder }: { folder?: string } = {}): Promise<void> {
  return runExchange('customer-portal', interaction, folder, async (url) => {
    const seen = await interaction.ask(new CustomerPortal(url, { token: examples.accessToken, session: examples.session }));
    if (isDeepStrictEqual(seen, interaction.reads)) return;
    throw new Error(`The portal read ${JSON.stringify(seen)} instead of ${JSON.stringify(interaction.reads)}.`);
  });
}
