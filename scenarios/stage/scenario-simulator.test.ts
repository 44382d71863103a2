import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { openSimulator, SimulatorUnavailableError } from '../index.ts';
import { LocalServer } from './local-server.ts';

const controlToken = 'a-token-of-16-characters';

describe('a simulator that runs already', () => {
  it.each(['nowhere', 'ftp://127.0.0.1'])('needs a URL of HTTP, not %s', async (url) => {
    const opening = openSimulator({ url });
    await expect(opening).rejects.toThrow(`"${url}" is no URL of a simulator, such as http://127.0.0.1:8080.`);
    await expect(opening).rejects.toThrow(SimulatorUnavailableError);
  });

  it('needs its control token', async () => {
    await using simulator = await startSimulator({ port: 0, controlToken });
    const { url } = simulator;
    await expect(openSimulator({ url })).rejects.toThrow('asks for its control token. Set it by controlToken, --control-token');
    await expect(openSimulator({ url, controlToken: 'another-token-of-16' })).rejects.toThrow('refuses this control token.');
    await expect(openSimulator({ url: `${url}/system`, controlToken })).resolves.toMatchObject({ url });
  });

  it('must be a simulator, and must run', async () => {
    const server = await LocalServer.open((_, response) => response.writeHead(404).end());
    onTestFinished(() => server.close());
    const { url } = server;
    await expect(openSimulator({ url })).rejects.toThrow(`No simulator answers at ${url}: the answer was 404.`);
    await server.close();
    await expect(openSimulator({ url })).rejects.toThrow(/No simulator answers at .* Start one: ece-simulator start$/);
  });
});
