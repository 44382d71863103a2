import * as z from 'zod';
import type { ClientApplication } from '../world/applications.ts';
import { route } from './route.ts';

const text = z.string().min(1).max(200);
const behaviour = z.enum(['answers', 'silent', 'manual']);

const agentMembers = {
  firstName: text,
  lastName: text,
  screenName: text,
  skills: z.array(text),
  loggedIn: z.boolean(),
  maximumLoad: z.int().min(0).max(100_000),
  behaviour,
};
const agentChange = z.strictObject(agentMembers).partial();
const newAgent = z.strictObject({
  ...agentMembers,
  loggedIn: agentMembers.loggedIn.default(true),
  maximumLoad: agentMembers.maximumLoad.default(5),
  behaviour: behaviour.default('answers'),
});

const entryPointChange = z
  .strictObject({
    name: text,
    active: z.boolean(),
    agentRequired: z.boolean(),
    queueId: z.string(),
    maximumQueueDepth: z.int().positive().nullable(),
    attachmentPolicy: z.strictObject({
      restriction: z.enum(['allowAll', 'blockAll', 'allowList']),
      extensions: z.array(z.string().regex(/^[a-z0-9]+$/)).optional(),
      maxSize: z.int().positive().optional(),
    }),
  })
  .partial();

const callbackAuthentication = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('basic'), userName: text, password: text }),
  z.strictObject({
    type: z.literal('oauth'),
    tokenUrl: z.url({ protocol: /^https?$/ }),
    clientId: text,
    clientSecret: text,
    userName: text.optional(),
    password: text.optional(),
  }),
]);

const applicationChange = z
  .strictObject({
    name: text,
    type: text,
    secret: text,
    tokenLifetimeSeconds: z.int().positive(),
    callback: z
      .strictObject({
        url: z.url({ protocol: /^https?$/ }).nullable(),
        format: z.enum(['json', 'xml']),
        authentication: callbackAuthentication,
      })
      .partial(),
  })
  .partial();

/** The credentials of the webhook server stay inside. */
function applicationView({ callback, ...application }: ClientApplication): object {
  return {
    ...application,
    callback: { url: callback.url, format: callback.format, authentication: { type: callback.authentication.type } },
  };
}

/** Administrator and supervisor: applications, entry points, agents, customers. */
export const worldRoutes = [
  route('partition', 'get /world', {
    summary: 'Whether the assignment service runs, and how much there is of everything',
    run: ({ partition }) => ({
      assignmentServiceRunning: partition.assignmentServiceRunning,
      counts: Object.fromEntries(
        Object.entries(partition.world.state).flatMap(([name, part]) => (part instanceof Map ? [[name, part.size]] : [])),
      ),
    }),
  }),
  route('partition', 'patch /world', {
    summary: 'Stop or start the assignment service: without it start conversation fails',
    body: z.strictObject({ assignmentServiceRunning: z.boolean() }),
    run: ({ partition }, { body }) => {
      partition.assignmentServiceRunning = body.assignmentServiceRunning;
      return body;
    },
  }),
  route('partition', 'get /applications', {
    summary: 'The client applications, with key and secret',
    run: ({ partition }) => partition.applications.list().map(applicationView),
  }),
  route('partition', 'get /applications/{application}', {
    summary: 'One application, by id, name or client key',
    run: ({ partition }, { params }) => applicationView(partition.applications.get(params['application']!)),
  }),
  route('partition', 'patch /applications/{application}', {
    summary: 'Change the secret, the type, the life of tokens or the callback registration',
    body: applicationChange,
    run: ({ partition }, { params, body }) => applicationView(partition.applications.change(params['application']!, body)),
  }),
  route('partition', 'get /applications/{application}/callbacks', {
    summary: 'What waits for the webhook server, what has left, and whether the URL is active',
    run: ({ partition }, { params }) => partition.applications.callbacks(params['application']!),
  }),
  route('partition', 'post /applications/{application}/callbacks/deactivate', {
    summary: 'Deactivate the callback URL, as ECE does after too many failures',
    status: 204,
    run: ({ partition }, { params }) => partition.applications.deactivateCallback(params['application']!),
  }),
  route('partition', 'post /applications/{application}/callbacks/reactivate', {
    summary: 'Reactivate the callback URL, as an administrator does',
    status: 204,
    run: ({ partition }, { params }) => partition.applications.reactivateCallback(params['application']!),
  }),
  route('partition', 'post /applications/{application}/expire-tokens', {
    summary: "End the application's tokens as if their time were over",
    run: ({ partition }, { params }) => ({ expired: partition.applications.expireTokens(params['application']!) }),
  }),
  route('partition', 'get /entry-points', {
    summary: 'The entry points, with what a client would find out about them now',
    query: z.strictObject({ which: z.enum(['own', 'special']).default('own') }),
    run: ({ partition }, { query }) => partition.entryPoints.list(query.which),
  }),
  route('partition', 'get /entry-points/{entryPoint}', {
    summary: 'One entry point',
    run: ({ partition }, { params }) => partition.entryPoints.get(params['entryPoint']!),
  }),
  route('partition', 'patch /entry-points/{entryPoint}', {
    summary: 'Save a change; lastModified becomes another',
    body: entryPointChange,
    run: ({ partition }, { params, body }) => partition.entryPoints.edit(params['entryPoint']!, body),
  }),
  route('partition', 'get /queues', {
    summary: 'The queues and who waits in them',
    run: ({ partition }) => [...partition.world.state.queues.values()],
  }),
  route('partition', 'get /agents', {
    summary: 'The agents: presence, skills, load',
    run: ({ partition }) => partition.agents.list(),
  }),
  route('partition', 'post /agents', {
    summary: 'Add an agent',
    body: newAgent,
    status: 201,
    run: ({ partition }, { body }) => partition.agents.add(body),
  }),
  route('partition', 'get /agents/{agent}', {
    summary: 'One agent, by id or screen name',
    run: ({ partition }, { params }) => partition.agents.get(params['agent']!),
  }),
  route('partition', 'patch /agents/{agent}', {
    summary: 'Log in or out, change skills, load or behaviour',
    body: agentChange,
    run: ({ partition }, { params, body }) => partition.agents.change(params['agent']!, body),
  }),
  route('partition', 'get /customers', {
    summary: 'The customers',
    run: ({ partition }) => [...partition.world.state.customers.values()],
  }),
];
