import { describe, expect, it, vi } from 'vitest';
import type { TestCentreOptions } from '../testing/world.ts';
import { agent, entryPoint, morning, TestCentre } from '../testing/world.ts';
import { customerOffersFiles } from '../world/customer-messages.ts';
import type { Session } from '../world/sessions.ts';
import { openApplicationSession, useSession } from '../world/sessions.ts';
import { loginsOf } from '../world/world.ts';
import { AgentsDoor } from './agents.ts';
import { ApplicationsDoor } from './applications.ts';
import { ConversationsDoor } from './conversations.ts';
import { EntryPointsDoor } from './entry-points.ts';
import { isSimulatorError } from '../errors.ts';
import { QueuesDoor } from './queues.ts';

function doorsOf(options: TestCentreOptions = { agents: [agent('Ada'), agent('Ben', { loggedIn: false })] }) {
  const centre = new TestCentre(options);
  const { world } = centre;
  const agents = new AgentsDoor(world);
  const queues = new QueuesDoor(world);
  return {
    centre,
    agents,
    conversations: new ConversationsDoor(world, agents, queues),
    applications: new ApplicationsDoor(world, () => loginsOf(world)),
    entryPoints: new EntryPointsDoor(world, queues),
  };
}
function problemOf(task: () => unknown) {
  try {
    task();
  } catch (error) {
    if (isSimulatorError(error)) return { ...error.problems[0], name: error.name, message: error.message };
    throw error;
  }
  throw new Error('it was done');
}

describe('agents', () => {
  it('are found by id and screen name', () => {
    const { agents, centre } = doorsOf();
    expect(agents.get('Ada')).toBe(centre.agent('Ada'));
    expect(agents.get(centre.agent('Ben').id)).toBe(centre.agent('Ben'));
    expect(problemOf(() => agents.get('Adda'))).toMatchObject({
      name: 'UnknownIdError',
      path: ['agent'],
      allowed: ['Ada', 'Ben'],
    });
  });

  it('log in and out, with what follows for their chats', () => {
    const { agents, centre } = doorsOf();
    const chat = centre.startChat();
    agents.logOut('Ada');
    expect(chat.state).toBe('queued');
    agents.logIn('Ben');
    expect(chat.agentId).toBe(centre.agent('Ben').id);
  });

  it('get waiting chats when they are new', () => {
    const { agents, centre } = doorsOf({ agents: [] });
    const chat = centre.startChat();
    const cleo = agents.add({ ...agent('Cleo'), loggedIn: true });
    expect(chat.agentId).toBe(cleo.id);
    expect(agents.list()).toEqual([cleo]);
  });
});

describe('the desk', () => {
  const pdf = { fileName: 'a.pdf', contentType: 'application/pdf', content: new Uint8Array(3) };

  it('has a door for everything an agent does', () => {
    const { conversations, centre } = doorsOf();
    const { id } = centre.startChat();
    conversations.startTyping(id);
    conversations.endTyping(id);
    conversations.say(id, 'hello');
    conversations.sayHtml(id, '<b>hello</b>');
    conversations.pushPage(id, 'http://page');
    const sent = conversations.sendFile(id, pdf);
    conversations.transfer(id);
    conversations.complete(id);
    const types = [
      'assigned',
      'startTyping',
      'endTyping',
      'plainText',
      'html',
      'pagePush',
      'uploadAttachment',
      'transfer',
      'assigned',
      'complete',
    ];
    expect(centre.postedTypes()).toEqual(types);
    expect(conversations.files(id)).toEqual([sent]);
  });

  it('accepts and rejects files of the customer', () => {
    const { conversations, centre } = doorsOf();
    const chat = centre.startChat();
    const offer = { fileName: 'b.jpg', contentType: 'image/jpeg', size: 1, contentUrl: 'http://b' };
    customerOffersFiles(centre.world, chat, [offer, offer]);
    const [one, other] = conversations.files(chat.id);
    conversations.acceptFile(chat.id, one!.id);
    conversations.rejectFile(chat.id, other!.id);
    expect(centre.postedTypes().slice(1)).toEqual(['acceptAttachment', 'rejectAttachment']);
    expect(problemOf(() => conversations.acceptFile(chat.id, '0'))).toMatchObject({
      name: 'UnknownIdError',
      allowed: [one!.id, other!.id],
    });
    expect(problemOf(() => conversations.acceptFile(chat.id, one!.id)).name).toBe('ConflictError');
  });

  it('takes what waits and passes on what it has', () => {
    const { agents, conversations, centre } = doorsOf({
      agents: [agent('Ada', { behaviour: 'manual' }), agent('Ben', { behaviour: 'manual' })],
    });
    const { id } = centre.startChat();
    conversations.take(id, 'Ada');
    conversations.transfer(id, { agent: 'Ben' });
    expect(conversations.get(id).agentId).toBe(agents.get('Ben').id);
    conversations.transfer(id, { queue: 'Service' });
    expect(conversations.get(id).state).toBe('queued');
    expect(problemOf(() => conversations.transfer(id, { queue: 'Servise' })).message).toContain('Did you mean "Service"?');
  });

  it('says why something cannot be done, and nothing is done', () => {
    const { conversations, centre } = doorsOf({ agents: [] });
    const { id } = centre.startChat();
    expect(problemOf(() => conversations.say(id, 'x'))).toMatchObject({ name: 'ConflictError', path: ['conversation'] });
    expect(problemOf(() => conversations.get('unknown'))).toMatchObject({ name: 'UnknownIdError', allowed: [id] });
    expect(centre.posted()).toEqual([]);
  });

  it.each(['', 'pdf', 'text/plain\r\nx: y', 'text/ü', 'text/plain; charset=ü'])(
    'sends no file of the type "%s"',
    (contentType) => {
      const { conversations, centre } = doorsOf();
      const { id } = centre.startChat();
      expect(problemOf(() => conversations.sendFile(id, { ...pdf, contentType }))).toMatchObject({
        name: 'InvalidInputError',
        path: ['contentType'],
      });
      expect(centre.world.state.attachments.size).toBe(0);
    },
  );

  it.each(['text/plain; charset=utf-8', 'application/vnd.ms-excel', 'image/svg+xml'])(
    'sends a file of the type %s',
    (contentType) => {
      const { conversations, centre } = doorsOf();
      expect(conversations.sendFile(centre.startChat().id, { ...pdf, contentType }).contentType).toBe(contentType);
    },
  );
});

describe('applications', () => {
  it('are found by id, name and client id', () => {
    const { applications, centre } = doorsOf();
    for (const known of [centre.application.id, 'shop', 'key'])
      expect(applications.get(known)).toMatchObject({ id: centre.application.id, clientId: 'key', clientSecret: 'secret' });
    expect(problemOf(() => applications.get('shob'))).toMatchObject({ name: 'UnknownIdError', allowed: ['shop'] });
  });

  it('change only the members that are given', () => {
    const { applications, centre } = doorsOf();
    const { callback } = centre.application;
    applications.change('shop', { type: 'Mail', callback: { format: 'xml' } });
    expect(centre.application).toMatchObject({ type: 'Mail', secret: 'secret', callback: { ...callback, format: 'xml' } });
    applications.setCallbackUrl('shop', 'https://webhook');
    expect(centre.application.callback).toMatchObject({ url: 'https://webhook', format: 'xml' });
    expect(centre.events.at(-1)).toEqual({ type: 'application-changed', applicationId: centre.application.id });
  });

  it.each(['webhook', '/in', 'ftp://webhook', 'http://', 'http://user:password@webhook/'])('have no callback URL %s', (url) => {
    const { applications, centre } = doorsOf();
    const problem = problemOf(() => applications.change('shop', { type: 'Mail', callback: { url } }));
    expect(problem).toMatchObject({ name: 'InvalidInputError', path: ['callback', 'url'] });
    expect(problem.message).not.toContain('password');
    expect(centre.application).toMatchObject({ type: 'Chat', callback: { url: null } });
  });

  it('show what waits for their webhook server and how it behaves', () => {
    const { applications, centre } = doorsOf({ agents: [agent('Ada')], callbackUrl: 'http://webhook' });
    centre.startChat();
    expect(applications.callbacks('shop')).toMatchObject({
      active: true,
      failuresInARow: 0,
      lastFailure: null,
      sent: [],
      pending: [{ type: 'assigned' }],
    });
    applications.deactivateCallback('shop');
    expect(applications.callbacks('shop').active).toBe(false);
    applications.reactivateCallback('shop');
    expect(applications.callbacks('shop').active).toBe(true);
  });

  it('lose their tokens at once', () => {
    const { applications, centre } = doorsOf();
    const session = openApplicationSession(centre.world, centre.application, false) as Session;
    expect(applications.expireTokens('shop')).toBe(1);
    expect(useSession(centre.world, session)).toBe('expired');
  });
});

describe('entry points', () => {
  it('are shown with what a client would find out', () => {
    const { entryPoints, centre } = doorsOf({ agents: [agent('Ada', { maximumLoad: 3 })] });
    centre.startChat();
    expect(entryPoints.get(1001)).toMatchObject({
      id: '1001',
      lastModified: new Date(morning).toISOString(),
      agentAvailable: true,
      capacity: 2,
      queueDepth: 0,
      waitTimeSeconds: 0,
    });
    expect(entryPoints.list()).toEqual([entryPoints.get('1001')]);
  });

  it('that are inactive have no agent for anybody', () => {
    const { entryPoints } = doorsOf({ agents: [agent('Ada')], entryPoints: [entryPoint(1001, { active: false })] });
    expect(entryPoints.get(1001).agentAvailable).toBe(false);
  });

  it('are another version after every save', () => {
    const { entryPoints } = doorsOf();
    const before = entryPoints.get(1001).lastModified;
    expect(entryPoints.edit(1001, { active: false })).toMatchObject({ active: false });
    expect(entryPoints.get(1001).lastModified).not.toBe(before);
    const saved = entryPoints.get(1001).lastModified;
    expect(entryPoints.edit(1001, {}).lastModified).not.toBe(saved);
  });

  it('are not given a queue that does not exist', () => {
    const { entryPoints } = doorsOf();
    expect(problemOf(() => entryPoints.edit(1001, { queue: '9' }))).toMatchObject({ name: 'UnknownIdError', path: ['queue'] });
    expect(problemOf(() => entryPoints.get(1002)).message).toBe('There is no entry point "1002". Did you mean "1001"?');
  });

  it('have ids of their partition', () => {
    expect(doorsOf({ partition: 3 }).entryPoints.id(1001)).toBe('31001');
  });
});

it('the files of a conversation are found without a look at those of others', () => {
  const { centre, conversations } = doorsOf();
  const chat = centre.startChat();
  const file = conversations.sendFile(chat.id, { fileName: 'a.txt', contentType: 'text/plain', content: new Uint8Array(1) });
  const walk = vi.spyOn(centre.world.state.attachments, 'values');
  expect(conversations.files(chat.id)).toEqual([file]);
  expect(() => conversations.file(chat.id, 'x')).toThrow('There is no file "x"');
  expect(walk).not.toHaveBeenCalled();
});
