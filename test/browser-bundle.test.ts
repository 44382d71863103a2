import { isBuiltin } from 'node:module';
import path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..');

interface Bundle {
  readonly code: string;
  /** Files of the project, relative to its root. */
  readonly files: readonly string[];
  /** Imports of Node's modules, each with the file that has it. */
  readonly ofNode: readonly string[];
}

/** A script for browsers that leaves what the source text exports in the global variable `door`. */
async function bundleOf(source: string): Promise<Bundle> {
  const ofNode: string[] = [];
  const build = await rolldown({
    input: 'door',
    cwd: root,
    platform: 'browser',
    logLevel: 'silent',
    plugins: [
      {
        name: 'what is of Node',
        resolveId(id, importer) {
          if (id === 'door') return path.join(root, 'door.js');
          if (!isBuiltin(id)) return null;
          ofNode.push(`${path.relative(root, importer ?? '')} imports ${id}`);
          return { id, external: true };
        },
        load: (id) => (id === path.join(root, 'door.js') ? source : null),
      },
    ],
  });
  const { output } = await build.generate({ format: 'iife', name: 'door', codeSplitting: false });
  await build.close();
  const [{ code, moduleIds }] = output;
  return { code, files: moduleIds.map((id) => path.relative(root, id)), ofNode };
}

/** The globals that browsers and service workers share, and none that only Node has. */
const browserGlobals = {
  AbortController,
  AbortSignal,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  atob,
  btoa,
  clearInterval,
  clearTimeout,
  console,
  crypto,
  performance,
  queueMicrotask,
  setInterval,
  setTimeout,
  structuredClone,
};

describe('in a browser', () => {
  it('the simulator needs nothing of Node, and world, operations and protocol are in it', async () => {
    const { files, ofNode } = await bundleOf("export * from './simulator/msw.ts';");
    expect(ofNode).toEqual([]);
    for (const room of ['world', 'operations', 'protocol', 'callbacks', 'agents', 'http', 'doors']) {
      expect(files.filter((file) => file.startsWith(`simulator/${room}/`))).not.toEqual([]);
    }
  });

  it('it starts a conversation and an agent answers', async () => {
    const doors = ['create.ts', 'http/in-process.ts'].map((file) => `export * from './simulator/${file}';`);
    const { code } = await bundleOf(doors.join(''));
    const story = `(async () => {
      const simulator = door.createSimulator({ seed: 'browser', clock: 'manual' });
      const call = async (path, init) => (await door.fetchInProcess(simulator, '/ws/v19/clientapplications/' + path, init)).json();
      const form = new URLSearchParams({ grant_type: 'client_credentials' });
      const authorization = 'Basic ' + btoa('demo-client:demo-secret');
      const { access_token } = await call('authentication/oauth2/token', { method: 'POST', headers: { authorization }, body: form });
      const headers = { authorization: 'Bearer ' + access_token, accept: 'application/json', 'content-type': 'application/json' };
      const { entryPointConfiguration } = await call('messaging/configuration?entrypoint=1001', { headers });
      const body = JSON.stringify({ entryPointConfiguration: entryPointConfiguration[0] });
      const { id } = await call('messaging/conversation/start?anonymousCustomer=yes', { method: 'POST', headers, body });
      await simulator.clock.advance(60000);
      const said = simulator.applications.callbacks('demo').sent.filter(({ conversationId }) => conversationId === id);
      await simulator.close();
      return said.map(({ type }) => type).join();
    })()`;
    const context = createContext({ ...browserGlobals });
    runInContext(code, context);
    expect(await runInContext(story, context)).toBe('assigned,startTyping,endTyping,plainText');
  });

  it('the door for Mock Service Worker takes no package along but those that read bodies, and Mock Service Worker itself', async () => {
    const { files } = await bundleOf("export * from './simulator/msw.ts';");
    const packages = files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
    const ofMsw = [
      '@msw/url',
      '@mswjs/interceptors',
      'is-node-process',
      'msw',
      'outvariant',
      'tldts',
      'tldts-core',
      'tough-cookie',
    ];
    expect([...new Set(packages)].filter((name) => !ofMsw.includes(name)).sort()).toEqual(['saxes', 'xmlchars', 'zod']);
  });

  it('what needs Node is seen', async () => {
    const { ofNode } = await bundleOf("export * from './simulator/http/ece-handler.ts';");
    expect(ofNode).toContain('simulator/http/node-http.ts imports node:util');
  });
});
