import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Simulator } from '../../simulator/index.ts';
import { simulatorRouter } from '../../simulator/index.ts';
import { openApiDocument } from '../../simulator/control/open-api.ts';
import { controlBase } from '../../simulator/control/base.ts';
import { controlRoutes } from '../../simulator/control/routes.ts';
import * as calls from '../../simulator/testing/calls.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import type { Call } from '../../simulator/testing/exchange.ts';
import { createJson, decisionBody, editJson, startBody, textBody, uploadBody } from '../../simulator/testing/samples.ts';

/** A few of many: each call is made for each of them. */
const fewIds = 3;

function some(ids: Iterable<string>): string[] {
  return [...ids].slice(0, fewIds);
}

/** Every call of ECE with whatever the simulator holds. */
function callsOfEce(simulator: Simulator): Call[] {
  return simulator.partitions.flatMap(({ world: { state } }) => {
    const conversations = some(state.conversations.keys());
    const files = [...state.attachments.values()].slice(0, fewIds);
    const [client = calls.demo] = state.applications.values();
    const entryPoints = [...some(state.entryPoints.keys()), '1001'];
    const sessions = [...state.sessions.values()];
    const users = [...state.users.values()].slice(0, 1);
    return [...some(sessions.map(({ id }) => id)), 'nobody'].flatMap((token) => [
      ...entryPoints.flatMap((id) => {
        const date = new Date(state.entryPoints.get(id)?.lastModified ?? 0).toISOString();
        return [calls.configurationCall(token, id), calls.startCall(token, startBody({ entryPoint: id, date }))];
      }),
      ...conversations.flatMap((id) => [
        calls.sendCall(token, textBody(id)),
        calls.sendCall(token, uploadBody(id)),
        ...files.map((file) => calls.sendCall(token, decisionBody(id, 'acceptAttachment', file.id))),
      ]),
      ...files.map((file) => calls.attachmentCall(token, file.id, file.fileName)),
      ...(['agentAvailability', 'capacity', 'liveSessionStatus', 'checkEligibility', 'chatAllowed'] as const).flatMap((check) =>
        entryPoints.map((id) => calls.availabilityCall(check, id)),
      ),
      {
        ...calls.availabilityCall('agentAvailability'),
        target: `${calls.paths.availability}/agentAvailability/${entryPoints[0]!}?businessCalendar=true`,
      },
      calls.transcriptCall(),
      calls.activateWebhookCall(token),
      ...users.map(({ userName, password }) => calls.logInCall({ userName, password }, '?forceLogin=yes')),
      calls.searchCall(token, 'phone=5550100'),
      calls.searchCall(token, '$attribute=all&email=ann@example.com'),
      calls.editCall(token, editJson),
      calls.createCall(token, createJson),
      ...conversations.map((id) => calls.endCall(token, { conversation: { id } })),
      calls.tokenCall(client, '?forceLogin=yes'),
      calls.logOutCall(token),
      calls.revokeCall(token),
    ]);
  });
}

const bodies: Readonly<Record<string, unknown>> = {
  messages: { text: 'hello' },
  typing: { typing: true },
  pages: { url: 'https://example.com' },
  files: { fileName: 'a.txt', contentType: 'text/plain', content: '' },
  take: { agent: 'Ada' },
  advance: { ms: 86_400_000 },
  wait: { match: { event: { type: 'conversation-started' } }, timeoutMs: 0 },
  faults: { action: { do: 'delay', ms: 0 } },
  queues: { name: 'New', skill: 'new' },
  agents: { firstName: 'N', lastName: 'N', screenName: 'New', skills: [] },
  users: { userName: 'new', password: 'new' },
  snapshots: { name: 'new' },
  url: { url: null },
};

/** What ends or empties most stands last, so that the calls before it have something to work on. */
const last = /reset$|\{partition\}$|restore$|^delete/;

const rows = Object.entries((openApiDocument(controlRoutes, controlBase) as { paths: Record<string, object> }).paths)
  .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method, path })))
  .filter(({ path }) => path.startsWith(controlBase) && !path.endsWith('/events'))
  .filter(({ path }) => !path.startsWith(`${controlBase}/partitions/{partition}/`))
  .toSorted((one, other) => Number(last.test(`${one.method} ${one.path}`)) - Number(last.test(`${other.method} ${other.path}`)));

function idsFor(simulator: Simulator): Readonly<Record<string, string>> {
  const { state } = simulator.partition('default').world;
  const first = (map: ReadonlyMap<string, unknown>) => map.keys().next().value ?? 'none';
  return {
    application: first(state.applications),
    entryPoint: first(state.entryPoints),
    queue: first(state.queues),
    agent: first(state.agents),
    user: first(state.users),
    customer: first(state.customers),
    conversation: first(state.conversations),
    session: first(state.sessions),
    file: first(state.attachments),
    partition: 'default',
    snapshot: 'new',
    fault: 'fault-1',
  };
}

/** Makes every call of ECE and of the control API. Gives a line for each answer 500 that nobody has asked for. */
export async function makeEveryCall(simulator: Simulator, defects: unknown[]): Promise<string[]> {
  const failures: string[] = [];
  const onDefect = (error: unknown) => void defects.push(error);
  const server = express().use(simulatorRouter(simulator, { onDefect })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const note = (what: string) => {
    for (const error of defects.splice(0))
      failures.push(`${what}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
  };
  const client = EceClient.inProcess(simulator);
  try {
    note('the restoring');
    for (const call of callsOfEce(simulator)) {
      for (const accept of ['application/json', 'application/xml']) {
        await client
          .sendAsIs({ ...call, headers: { ...call.headers, accept } }, AbortSignal.timeout(1000))
          .catch(() => undefined);
        note(`${call.method ?? 'GET'} ${call.target}`);
      }
    }
    for (const { method, path } of rows) {
      const ids = idsFor(simulator);
      const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? 'none'));
      const body = bodies[path.split('/').at(-1)!] ?? {};
      const answer = await fetch(url + target, {
        method: method.toUpperCase(),
        ...(method !== 'get' && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (answer.status === 500) failures.push(`${method} ${target}: ${text}`);
      note(`${method} ${target}`);
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return failures;
}
