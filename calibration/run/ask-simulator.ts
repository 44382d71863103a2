import type { HttpRequest } from '../../simulator/http/exchange.ts';
import { bytesOf } from '../../simulator/http/exchange.ts';
import type { Simulator } from '../../simulator/index.ts';
import type { ProbeAnswer } from '../plan/probe.ts';

/** What a simulator in this process answers; undefined when it closes the connection. */
export async function askSimulator(
  simulator: Simulator,
  { body, ...request }: Omit<HttpRequest, 'body'> & { readonly body: string },
): Promise<ProbeAnswer | undefined> {
  const end = await simulator.handle({ ...request, body: new TextEncoder().encode(body) });
  if (end.kind !== 'answer') return undefined;
  end.flushed();
  const { status, headers, body: answered } = end.answer;
  return { status, headers: { ...headers }, body: new TextDecoder().decode(bytesOf(answered)) };
}
