import { describe, expect, it } from 'vitest';
import supertest from 'supertest';
import { makeLeanApp } from './ece-handler.ts';
import { hostCheck } from './host-check.ts';

function appWith(allowsNeighbours: boolean) {
  return makeLeanApp()
    .use(hostCheck({ allowed: () => ['ECE.example.com', 'fd00::7', '[fd00::8]'], allowsNeighbours }))
    .use((_request, response) => void response.end());
}
const app = appWith(false);
function call(host: string, to = app) {
  return supertest(to).get('/').set('host', host);
}

describe('a request', () => {
  it.each(['localhost:8080', '127.0.0.1', '[::1]:8080', 'ece.example.com', 'ece.EXAMPLE.com:443', '[fd00::7]:8080', '[fd00::8]'])(
    'for %s is answered',
    async (host) => {
      expect((await call(host)).status).toBe(200);
    },
  );

  it.each(['evil.example.com', 'ece.example.com.evil.org', 'localhost.evil.org', '127.0.0.1.evil.org:8080', '[fd00::9]', ''])(
    'for "%s" is refused, and the answer says what to do',
    async (host) => {
      const { status, text } = await call(host);
      expect(status).toBe(421);
      expect(text).toContain('allowedHosts');
    },
  );

  it.each(['192.168.1.7:8080', '[fd00::9]', 'ece:8080', 'ece-simulator', 'host.docker.internal:8080'])(
    'for the neighbour %s is answered where neighbours are allowed',
    async (host) => {
      expect((await call(host)).status).toBe(421);
      expect((await call(host, appWith(true))).status).toBe(200);
    },
  );

  it.each(['evil.example.com', 'docker.internal', '127.0.0.1.evil.org', ''])('for "%s" is refused there, too', async (host) => {
    expect((await call(host, appWith(true))).status).toBe(421);
  });
});
