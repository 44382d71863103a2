import * as z from 'zod';
import type { EntryPointEdit } from '../doors/entry-points.ts';
import { worldSchemas } from '../doors/world-schema.ts';
import type { Partition } from '../partition.ts';
import type { ApplicationView } from '../doors/applications.ts';
import { route } from './route.ts';

const {
  applicationChangeSchema,
  customAttributesSchema,
  entryPointChangeSchema,
  entryPointSchema,
  newApplicationSchema,
  queueChangeSchema,
  queueSchema,
} = worldSchemas();

/** The application without the credentials of its webhook server. */
function applicationView({ applications }: Partition, { callback, ...application }: ApplicationView): object {
  return {
    ...application,
    entryPoints: applications.entryPoints(application.id),
    callback: { url: callback.url, format: callback.format, authentication: { type: callback.authentication.type } },
  };
}

function worldView({ assignmentServiceRunning, customAttributes, world, applications }: Partition): object {
  const counts = Object.entries(world.state).flatMap(([name, part]) => (part instanceof Map ? [[name, part.size]] : []));
  return {
    assignmentServiceRunning,
    customAttributes,
    counts: { ...(Object.fromEntries(counts) as Record<string, number>), applications: applications.list().length },
  };
}

/** The calls about what an administrator sets up: applications, entry points, queues. */
export const worldRoutes = [
  route('partition', 'get /world', {
    summary: 'Whether the assignment service runs, which custom attributes are configured, how many of each kind there are',
    answer: 'World',
    run: ({ partition }) => worldView(partition),
  }),
  route('partition', 'patch /world', {
    summary: 'Stop or start the assignment service (without it start conversation fails); configure custom attributes',
    body: z.strictObject({ assignmentServiceRunning: z.boolean(), customAttributes: customAttributesSchema }).partial(),
    answer: 'World',
    run: ({ partition }, { body: { assignmentServiceRunning, customAttributes } }) => {
      if (assignmentServiceRunning !== undefined) partition.assignmentServiceRunning = assignmentServiceRunning;
      const { activity = partition.customAttributes.activity, customer = partition.customAttributes.customer } =
        customAttributes ?? {};
      partition.customAttributes = { activity, customer };
      return worldView(partition);
    },
  }),
  route('partition', 'get /applications', {
    summary: 'The client applications, with client id and client secret',
    answer: ['Application'],
    run: ({ partition }) => partition.applications.list().map((application) => applicationView(partition, application)),
  }),
  route('partition', 'post /applications', {
    summary: 'Register a client application',
    body: newApplicationSchema,
    status: 201,
    answer: 'Application',
    run: ({ partition }, { body }) => applicationView(partition, partition.applications.add(body)),
  }),
  route('partition', 'get /applications/{application}', {
    summary: 'One application, by id, name or client id',
    answer: 'Application',
    run: ({ partition }, { params }) => applicationView(partition, partition.applications.get(params.application)),
  }),
  route('partition', 'patch /applications/{application}', {
    summary: 'Change the secret, the type, the life of tokens, the callback registration or the entry points that it may use',
    body: applicationChangeSchema,
    answer: 'Application',
    run: ({ partition }, { params, body }) => applicationView(partition, partition.applications.change(params.application, body)),
  }),
  route('partition', 'delete /applications/{application}', {
    summary:
      'Remove an application: its tokens are revoked and its callbacks stop; its conversations stay; faults that name it go with it',
    run: ({ partition }, { params }) => partition.applications.remove(params.application),
  }),
  route('partition', 'get /applications/{application}/callbacks', {
    summary: 'What waits for the webhook server, what has left, and whether the URL is active',
    answer: 'Callbacks',
    run: ({ partition }, { params }) => partition.applications.callbacks(params.application),
  }),
  route('partition', 'post /applications/{application}/callbacks/deactivate', {
    summary: 'Deactivate the callback URL, as ECE does after too many failures',
    run: ({ partition }, { params }) => partition.applications.deactivateCallback(params.application),
  }),
  route('partition', 'post /applications/{application}/callbacks/reactivate', {
    summary: 'Reactivate the callback URL, as an administrator does',
    run: ({ partition }, { params }) => partition.applications.reactivateCallback(params.application),
  }),
  route('partition', 'post /applications/{application}/expire-tokens', {
    summary: "End the application's tokens as if their time were over",
    answer: 'Expired',
    run: ({ partition }, { params }) => ({ expired: partition.applications.expireTokens(params.application) }),
  }),
  route('partition', 'get /entry-points', {
    summary: 'The entry points, with what a client would find out about them now',
    query: z.strictObject({ which: z.enum(['own', 'special']).default('own') }),
    answer: ['EntryPoint'],
    run: ({ partition }, { query }) => partition.entryPoints.list(query.which),
  }),
  route('partition', 'post /entry-points', {
    summary: 'Create an entry point; an application may use it once it is among its entryPoints',
    body: entryPointSchema,
    status: 201,
    answer: 'EntryPoint',
    run: ({ partition }, { body }) => partition.entryPoints.add(body),
  }),
  route('partition', 'get /entry-points/{entryPoint}', {
    summary: 'One entry point',
    answer: 'EntryPoint',
    run: ({ partition }, { params }) => partition.entryPoints.get(params.entryPoint),
  }),
  route('partition', 'patch /entry-points/{entryPoint}', {
    summary: 'Change an entry point; its lastModified changes too',
    body: entryPointChangeSchema,
    answer: 'EntryPoint',
    run: ({ partition }, { params, body }) => partition.entryPoints.edit(params.entryPoint, body as EntryPointEdit),
  }),
  route('partition', 'delete /entry-points/{entryPoint}', {
    summary: 'Delete an entry point: its conversations go on with its attachment policy; faults that name it go with it',
    run: ({ partition }, { params }) => partition.entryPoints.remove(params.entryPoint),
  }),
  route('partition', 'get /queue-history', {
    summary: 'How each queue stood over the last minutes, change by change, oldest first',
    answer: ['QueueHistory'],
    run: ({ partition }) => [...partition.queueHistory.all].map(([queueId, samples]) => ({ queueId, samples })),
  }),
  route('partition', 'get /queues', {
    summary: 'The queues and who waits in them',
    answer: ['Queue'],
    run: ({ partition }) => partition.queues.list(),
  }),
  route('partition', 'post /queues', {
    summary: 'Create a queue for the agents with a skill',
    body: queueSchema,
    status: 201,
    answer: 'Queue',
    run: ({ partition }, { body }) => partition.queues.add(body),
  }),
  route('partition', 'get /queues/{queue}', {
    summary: 'One queue, by id or name',
    answer: 'Queue',
    run: ({ partition }, { params }) => partition.queues.get(params.queue),
  }),
  route('partition', 'patch /queues/{queue}', {
    summary: 'Change the name or the skill of a queue, by id or name',
    body: queueChangeSchema,
    answer: 'Queue',
    run: ({ partition }, { params, body }) => partition.queues.change(params.queue, body),
  }),
];
