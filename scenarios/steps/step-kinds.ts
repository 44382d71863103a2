import type * as z from 'zod';
import { administrator } from './administrator.ts';
import { agent } from './agent.ts';
import { clock } from './clock.ts';
import { customer } from './customer.ts';
import { event } from './event.ts';
import { fault } from './fault.ts';
import { file } from './file.ts';
import { journal } from './journal.ts';
import { network } from './network.ts';
import { node } from './node.ts';
import { platform } from './platform.ts';
import { process } from './process.ts';
import { received } from './received.ts';
import { receiver } from './receiver.ts';
import { repair } from './repair.ts';
import { say } from './say.ts';
import { typing } from './typing.ts';
import { unclaimed } from './unclaimed.ts';
import { wait } from './wait.ts';

/** Every kind of step. */
export const stepKinds = [
  say,
  customer,
  node,
  event,
  typing,
  agent,
  administrator,
  clock,
  wait,
  fault,
  repair,
  network,
  platform,
  receiver,
  received,
  unclaimed,
  file,
  process,
  journal,
] as const;

type Kinds = (typeof stepKinds)[number];

/** What a step holds, by its key. */
export type StepData = { [Kind in Kinds as Kind['key']]: z.output<Kind['schema']> };
