import * as z from 'zod';
import { InvalidInputError } from '../errors.ts';
import { worldSchemas } from '../doors/world-schema.ts';
import type { CustomerKey } from '../world/customers.ts';
import { route } from './route.ts';

const { agentChangeSchema, agentSchema, customerSchema, userChangeSchema, userSchema } = worldSchemas();

const customerQuery = z.strictObject({
  email: z.string().optional(),
  phone: z.string().optional(),
  social: z.string().optional().describe('kind and id, e.g. facebook:psid-1'),
});

/** @throws {InvalidInputError} when more than one is asked for */
function customerKey(query: z.output<typeof customerQuery>): CustomerKey | undefined {
  const [first, second] = Object.entries(query);
  if (second !== undefined)
    throw new InvalidInputError([
      { path: [second[0]], message: 'Search by one value at a time.', allowed: Object.keys(customerQuery.shape) },
    ]);
  if (first === undefined) return undefined;
  const [by, value] = first;
  if (by !== 'social') return { by: by as 'email' | 'phone', value };
  const [kind = '', ...id] = value.split(':');
  return { by: 'social', kind, value: id.join(':') };
}

/** The calls about agents, users, sessions and customers. */
export const peopleRoutes = [
  route('partition', 'get /agents', {
    summary: 'The agents: presence, skills, load',
    answer: ['Agent'],
    run: ({ partition }) => partition.agents.list(),
  }),
  route('partition', 'post /agents', {
    summary: 'Add an agent',
    body: agentSchema,
    status: 201,
    answer: 'Agent',
    run: ({ partition }, { body }) => partition.agents.add(body),
  }),
  route('partition', 'get /agents/{agent}', {
    summary: 'One agent, by id or screen name',
    answer: 'Agent',
    run: ({ partition }, { params }) => partition.agents.get(params.agent),
  }),
  route('partition', 'patch /agents/{agent}', {
    summary: 'Log in or out, change skills, load or behaviour',
    body: agentChangeSchema,
    answer: 'Agent',
    run: ({ partition }, { params, body }) => partition.agents.change(params.agent, body),
  }),
  route('partition', 'delete /agents/{agent}', {
    summary: 'Remove an agent; its chats, and those it was about to get, go back to their queues',
    run: ({ partition }, { params }) => partition.agents.remove(params.agent),
  }),
  route('partition', 'get /users', {
    summary: 'The users of ECE, with their passwords',
    answer: ['User'],
    run: ({ partition }) => partition.users.list(),
  }),
  route('partition', 'post /users', {
    summary: 'Add a user',
    body: userSchema,
    status: 201,
    answer: 'User',
    run: ({ partition }, { body }) => partition.users.add(body),
  }),
  route('partition', 'get /users/{user}', {
    summary: 'One user, by id or user name',
    answer: 'User',
    run: ({ partition }, { params }) => partition.users.get(params.user),
  }),
  route('partition', 'patch /users/{user}', {
    summary: 'Change the password or the rights of a user, by id or user name',
    body: userChangeSchema,
    answer: 'User',
    run: ({ partition }, { params, body }) => partition.users.change(params.user, body),
  }),
  route('partition', 'get /sessions', {
    summary: 'Access tokens of applications and sessions of users: live ones, and the latest that have ended',
    answer: ['Session'],
    run: ({ partition }) => partition.sessions.list(),
  }),
  route('partition', 'delete /sessions/{session}', {
    summary: 'Revoke a token or session',
    run: ({ partition }, { params }) => partition.sessions.revoke(params.session),
  }),
  route('partition', 'get /customers', {
    summary: 'The customers, or those with an e-mail address, phone number or social id',
    query: customerQuery,
    answer: ['Customer'],
    run: ({ partition }, { query }) => partition.customers.list(customerKey(query)),
  }),
  route('partition', 'post /customers', {
    summary: 'Add a customer',
    body: customerSchema,
    status: 201,
    answer: 'Customer',
    run: ({ partition }, { body }) => partition.customers.add(body),
  }),
  route('partition', 'get /customers/{customer}', {
    summary: 'One customer',
    answer: 'Customer',
    run: ({ partition }, { params }) => partition.customers.get(params.customer),
  }),
  route('partition', 'delete /customers/{customer}', {
    summary: 'Forget a customer; its conversations become anonymous and keep what was said',
    run: ({ partition }, { params }) => partition.customers.remove(params.customer),
  }),
];
