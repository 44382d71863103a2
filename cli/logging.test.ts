import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createSimulator } from '../simulator/index.ts';
import { paths } from '../simulator/testing/calls.ts';
import { EceClient } from '../simulator/testing/ece-client.ts';
import { concealOf, logDefect } from './logging.ts';

const controlToken = 'a-control-token-of-the-test';

it('the log of a defect masks the secrets of every partition, tokens and the control token, also in the stack', async () => {
  const simulator = createSimulator({ controlToken });
  const partition = simulator.createPartition({ name: 'other' });
  const client = EceClient.inProcess(simulator);
  await client.startConversation();
  const secrets = [controlToken, 'demo-secret', client.token, partition.applications.list()[0]!.clientSecret];
  const lines: string[] = [];
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(line.toString());
      done();
    },
  });
  const logger = pino(stream);
  const error = new TypeError(`cannot read ${secrets.join(', ')}`, { cause: secrets });
  logDefect(logger, Object.assign(error, { body: secrets }), concealOf(simulator));
  logDefect(logger, secrets.join(' '), concealOf(simulator));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('"type":"TypeError"');
  expect(lines[0]).toContain('logging.test.ts');
  for (const secret of secrets) expect(lines.join('')).not.toContain(secret);
});

it('the journal masks the control token that a client sends', async () => {
  const simulator = createSimulator({ controlToken });
  const client = EceClient.inProcess(simulator);
  await client.send({ method: 'GET', target: `${paths.configuration}?entrypoint=${controlToken}`, headers: {} });
  expect(JSON.stringify(simulator.journal.entries)).not.toContain(controlToken);
  expect(simulator.journal.entries).toHaveLength(1);
});
