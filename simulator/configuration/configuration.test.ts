import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimulator } from '../create.ts';
import type { Problem } from '../doors/problems.ts';
import { checkConfiguration, clockMode, configurationSchema, settingsOf } from './configuration.ts';
import { problemInWords } from '../doors/problems.ts';
import { ConfigurationError } from '../errors.ts';
import { worldOf } from './given-world.ts';
import { defaultWorld } from '../world/default-world.ts';

function problemsOf(value: unknown): readonly Problem[] {
  try {
    checkConfiguration(value);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const entryPoint = { id: 1, name: 'one', queue: 'Service' };
const application = { name: 'shop', key: 'key', secret: 'secret' };
const agent = { firstName: 'Ann', lastName: 'Lee', screenName: 'Ann', skills: ['service'] };
function callback(authentication: object) {
  return { world: { applications: [{ ...application, callback: { authentication } }] } };
}

describe('a configuration', () => {
  it('may be empty', () => {
    expect(checkConfiguration({})).toEqual({});
  });

  it.each<[string, unknown[], unknown[]]>([
    ['port', [0, 8080, 65_535], [-1, 65_536, 1.5, '8080', null]],
    ['host', ['127.0.0.1', '::1', 'localhost'], ['', 1]],
    ['publicUrl', ['https://ece.example.com', 'http://a/b'], ['ece.example.com', 'ftp://a', 'https://', 'https://u:p@a']],
    ['callbackUrl', ['http://webhook/in?x=1'], ['webhook', '/in', 'http://u:p@webhook']],
    ['seed', ['a', 7], ['', true]],
    ['tls', [true, false], ['yes']],
    ['trust', ['ca.pem', ['a.pem', 'b.pem']], ['', [''], 1]],
    ['controlToken', ['x'.repeat(16)], ['x'.repeat(15), 1]],
    [
      'clock',
      ['real', 'manual', '60x', '0.5x', { mode: 'manual', start: '2026-01-15T09:30:00.000Z' }],
      ['fast', '60', '0x', '-1x', '100001x', { mode: 'manual' }, { mode: 'real' }, { mode: 'manual', start: 'noon' }],
    ],
    ['agents', ['answers', 'silent', 'manual'], ['loud', true]],
    [
      'allowedOrigins',
      ['*', [], ['https://shop.example.com', 'http://localhost:3000']],
      ['https://a', ['*'], ['https://a/'], ['shop.example.com']],
    ],
    ['clientId', ['bank'], ['', 1]],
    ['clientSecret', ['bank-secret'], ['', 1]],
    ['allowedHosts', [['ece.example.com']], ['ece.example.com', [1]]],
    ['fetchFrom', ['*', [], ['files.example.com']], ['files.example.com', [1]]],
    ['journalCapacity', [1, 1_000_000], [0, 1_000_001, 1.5]],
    ['memoryBudget', [1_000_000, '64MB', '1.5 GiB'], [999_999, 1.5e6 + 0.5, '64 apples', '1kB', null]],
    ['partitionMemoryBudget', ['64000000'], [0]],
    ['settings', [{}, { 'http.prefix': 'none' }], [[], { 'http.prefix': 'ws' }]],
    ['world', [{}, { agents: [] }], [[], 'default']],
  ])('has the option %s', (name, taken, refused) => {
    for (const value of taken) expect([value, problemsOf({ [name]: value })]).toEqual([value, []]);
    for (const value of refused) {
      const problems = problemsOf({ [name]: value });
      expect([value, problems.length]).not.toEqual([value, 0]);
      expect(problems[0]?.path[0]).toBe(name);
    }
  });

  it('is read as its schema says, where that is not made for it too', () => {
    const usual = fc.record(
      {
        port: fc.oneof(fc.integer({ min: -2, max: 70_000 }), fc.constantFrom(0, -0, 65_535, 65_536, 1.5, NaN, '8080')),
        clock: fc.constantFrom('real', 'manual', 'Real', '60x', null),
        seed: fc.oneof(fc.string(), fc.constantFrom('', 'a seed', 'seed-1', 'a'.repeat(101), 'a'.repeat(201), 7)),
        metrics: fc.constantFrom(true, false, 'true', undefined),
        locale: fc.constantFrom('de', 'fr'),
        constructor: fc.constant('real'),
      },
      { requiredKeys: [] },
    );
    const given = fc.oneof(usual, fc.constantFrom(null, [], 'real', new Map(), Object.create({ port: 'x' }) as object));
    fc.assert(
      fc.property(given, (value) => {
        const { success, data } = configurationSchema().safeParse(value);
        if (success) expect(checkConfiguration(value)).toEqual(data);
        else expect(() => checkConfiguration(value)).toThrow(ConfigurationError);
      }),
    );
  });

  it('tells the place of every problem', () => {
    expect(problemsOf({ port: 'x', world: { entryPoints: [{ ...entryPoint, active: 'yes' }] } })).toEqual([
      { path: ['port'], message: '"port" must be a number, not a text.' },
      { path: ['world', 'entryPoints', 0, 'active'], message: '"active" must be true or false, not a text.' },
    ]);
  });

  it.each([
    [{ prot: 8080 }, '"prot" is not known here. Did you mean "port"?'],
    [{ calbackUrl: 'http://a' }, '"calbackUrl" is not known here. Did you mean "callbackUrl"?'],
    [{ zzzzzzzzzzzz: 1 }, '"zzzzzzzzzzzz" is not known here. Valid: port, host, '],
    [{ world: { agent: [] } }, 'world.agent: "agent" is not known here. Did you mean "agents"?'],
    [
      { world: { entryPoints: [{ ...entryPoint, activ: true }] } },
      'world.entryPoints[0].activ: "activ" is not known here. Did you mean "active"?',
    ],
    [
      callback({ type: 'basic', username: 'u', userName: 'u', password: 'p' }),
      'world.applications[0].callback.authentication.username: "username" is not known here. Did you mean "userName"?',
    ],
    [
      { settings: { 'http.prefx': 'none' } },
      'settings.http.prefx: There is no setting "http.prefx". Did you mean "http.prefix"?',
    ],
  ])('knows no %j', (value, problem) => {
    expect(problemInWords(problemsOf(value)[0]!).slice(0, problem.length)).toBe(problem);
  });

  it.each([null, 'port: 8080', 7, []])('is an object, not %j', (value) => {
    expect(problemsOf(value)[0]).toMatchObject({
      path: [],
      message: expect.stringMatching(/^The configuration must be a mapping, not/) as string,
    });
  });

  it.each([
    [{ type: 'none' }, true],
    [{ type: 'basic', userName: 'u', password: 'p' }, true],
    [{ type: 'oauth', tokenUrl: 'https://idp/token', clientId: 'c', clientSecret: 's' }, true],
    [{ type: 'oauth', tokenUrl: 'https://idp/token', clientId: 'c', clientSecret: 's', userName: 'u', password: 'p' }, true],
    [{ type: 'basic', userName: 'u' }, false],
    [{ type: 'oauth', tokenUrl: 'idp', clientId: 'c', clientSecret: 's' }, false],
    [{ type: 'digest' }, false],
  ])('has callbacks with the authentication %j: %s', (authentication, isTaken) => {
    expect(problemsOf(callback(authentication)).length === 0).toBe(isTaken);
  });

  it('has a public URL without slash at its end, and a seed of text', () => {
    expect(checkConfiguration({ publicUrl: 'https://ece.example.com/', seed: 7 })).toEqual({
      publicUrl: 'https://ece.example.com',
      seed: '7',
    });
  });

  it('fills in what a part of the world does not say', () => {
    const { world } = checkConfiguration({
      world: { applications: [application], entryPoints: [entryPoint], agents: [agent], chats: [] },
    });
    expect(world).toMatchObject({
      applications: [
        {
          type: 'Chat',
          tokenLifetimeSeconds: 86_400,
          callback: { url: null, format: 'json', authentication: { type: 'none' } },
          entryPoints: [],
        },
      ],
      entryPoints: [
        { active: true, agentRequired: true, maximumQueueDepth: null, attachmentPolicy: { restriction: 'allowAll' } },
      ],
      agents: [{ loggedIn: true, maximumLoad: 5, behaviour: 'answers' }],
    });
  });
});

describe('the world', () => {
  it('is the default where nothing is said', () => {
    expect(worldOf(undefined)).toEqual(defaultWorld());
    expect(worldOf({})).toEqual(defaultWorld());
  });

  it('has the sections that are given in place of its own', () => {
    const { world } = checkConfiguration({
      world: { users: [{ userName: 'u', password: 'p' }], customAttributes: { customer: ['vip'] } },
    });
    const { users, customAttributes, ...rest } = worldOf(world);
    expect(users).toEqual([{ userName: 'u', password: 'p', viewsAgentConsole: true }]);
    expect(customAttributes).toEqual({ activity: null, customer: ['vip'] });
    expect(rest).toEqual({ ...defaultWorld(), users: undefined, customAttributes: undefined });
  });

  it('lets its first application use the entry points that are given', () => {
    const { world } = checkConfiguration({ world: { entryPoints: [entryPoint] } });
    const { applications, chats } = worldOf(world);
    expect(applications.map(({ entryPoints }) => entryPoints)).toEqual([[1], []]);
    expect(chats).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'an entry point of no queue',
      { entryPoints: [{ ...entryPoint, queue: 'Servise' }] },
      'world.entryPoints[0].queue: "Servise" is not defined. Did you mean "Service"?',
    ],
    [
      'an application of no entry point',
      { applications: [{ ...application, entryPoints: [1001, 1] }], entryPoints: [{ ...entryPoint, id: 1001 }] },
      'world.applications[0].entryPoints[1]: "1" is not defined. Valid: 1001.',
    ],
    [
      'chats of no application',
      { chats: [{ application: 'shop', entryPoint: 1003, count: 1 }] },
      'world.chats[0].application: "shop" is not defined',
    ],
    [
      'chats of no entry point',
      { chats: [{ application: 'demo', entryPoint: 1, count: 1 }] },
      'world.chats[0].entryPoint: "1" is not defined',
    ],
    [
      'a customer with an unknown attribute',
      { customers: [{ customAttributes: { vip: ['yes'] } }] },
      'world.customers[0].customAttributes: "vip" is not defined',
    ],
    [
      'a queue twice',
      { queues: [...defaultWorld().queues, { name: 'Service', skill: 'x' }] },
      'world.queues: The name "Service" stands twice.',
    ],
    ['an entry point twice', { entryPoints: [entryPoint, entryPoint] }, 'world.entryPoints: The id "1" stands twice.'],
    [
      'a client key twice',
      { applications: [application, { ...application, name: 'other' }] },
      'world.applications: The key "key" stands twice.',
    ],
    [
      'an application twice',
      { applications: [application, { ...application, key: 'other' }] },
      'world.applications: The name "shop" stands twice.',
    ],
    [
      'a user twice',
      {
        users: [
          { userName: 'u', password: 'p' },
          { userName: 'u', password: 'q' },
        ],
      },
      'world.users: The userName "u" stands twice.',
    ],
    [
      'more customers than are made at once',
      { customers: Array.from({ length: 10_001 }, () => ({})) },
      'world.customers: "customers" must have at most 10000 members',
    ],
    ['an entry point with five digits', { entryPoints: [{ ...entryPoint, id: 10_000 }] }, 'world.entryPoints[0].id'],
    [
      'an extension with a dot',
      { entryPoints: [{ ...entryPoint, attachmentPolicy: { restriction: 'allowList', extensions: ['.jpg'] } }] },
      'world.entryPoints[0].attachmentPolicy.extensions[0]: "extensions" must be lower case, without a dot',
    ],
    ['an agent without skills', { agents: [{ ...agent, skills: undefined }] }, 'world.agents[0].skills: "skills" is missing.'],
  ])('has not %s', (_what, world, problem) => {
    expect(problemInWords(problemsOf({ world })[0]!)).toContain(problem);
  });
});

describe('the settings', () => {
  it('are those of the configuration over the defaults', () => {
    const settings = settingsOf(checkConfiguration({ settings: { 'http.prefix': 'none' } }));
    expect(settings).toMatchObject({ 'http.prefix': 'none', 'http.idForm': 'string-or-number' });
  });
});

describe('the words for a clock', () => {
  it.each([
    [undefined, { mode: 'real' }],
    ['real', { mode: 'real' }],
    ['manual', { mode: 'manual' }],
    ['60x', { mode: 'scaled', factor: 60 }],
    ['0.5x', { mode: 'scaled', factor: 0.5 }],
    [
      { mode: 'manual', start: '2026-01-15T09:30:00.000Z' },
      { mode: 'manual', start: 1_768_469_400_000 },
    ],
  ] as const)('%j mean %j', (words, mode) => {
    expect(clockMode(words)).toEqual(mode);
  });
});

describe('the certificates to trust', () => {
  it.each([
    ['no-such-file.pem', 'The certificates in "no-such-file.pem" cannot be read: there is no such file.'],
    ['package.json', 'must be a file with certificates in PEM'],
    ['-----BEGIN nothing', 'must be a file with certificates in PEM'],
  ])('are refused when there is none in %s', (trust, message) => {
    expect(() => createSimulator({ trust: [trust] })).toThrow(message);
  });
});
