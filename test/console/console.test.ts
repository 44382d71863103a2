import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { parseScenario, runScenario } from '../../scenarios/index.ts';
import type { StartOptions } from '../../simulator/index.ts';
import { EceClient } from '../../simulator/testing/ece-client.ts';
import { describeWithBrowser } from '../browser.ts';
import { consoleTests } from './console-tests.ts';

const areas = ['Floor', 'Conversations', 'Traffic', 'Trouble', 'Clock', 'Scenarios'];
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describeWithBrowser('the console', () => {
  const { start, arrive, arriveWithComplaints } = consoleTests();

  /** A customer who has written, and whose chat Ada has. */
  async function arriveInChat(options?: StartOptions) {
    const simulator = await start(options);
    const trainer = await arrive(simulator.url);
    await trainer.press('Start one as the customer');
    await trainer.writeAsCustomer('Where is my order?');
    await trainer.sees('Where is my order?', trainer.desk);
    const [chat] = simulator.conversations.list().slice(-1);
    return { simulator, trainer, chat: chat!.id };
  }

  it('shows a first visitor "nobody is there, then one logs in" from the first screen', async () => {
    const { url } = await start();
    const trainer = await arrive(url);
    await trainer.press(/No agent, then one logs in/);
    await trainer.sees('No agent, then one logs in');
    await trainer.press('Present');
    const next = trainer.button('Next');
    await trainer.sees('→ next');
    const places = new Set<number>();
    while (await next.isEnabled()) {
      const before = await trainer.page.getByText(/of 11, next/).textContent();
      places.add((await next.boundingBox())!.y);
      await next.click();
      await trainer.seesNot(before!);
    }
    expect(places.size, 'the button stays under the pointer').toBe(1);
    await trainer.sees('The end. Everything happened as the story says.');
    await trainer.sees('Bad Request', trainer.flow);
    await trainer.sees(/Cleo/, trainer.region('Phone of the customer'));
  });

  it('lets a newcomer do "nobody is there, then one logs in" by hand, from the first screen alone', async () => {
    const simulator = await start();
    const trainer = await arrive(simulator.url);
    await trainer.press('Write where nobody is there');
    await trainer.writeAsCustomer('Is anybody there?');
    await trainer.sees('Nobody is there at the moment. Please write again later.', trainer.phone);
    await trainer.press('Log in Cleo');
    await trainer.sees('An agent is at work now. Let the customer write again.', trainer.phone);
    await trainer.press('Write it again');
    await trainer.sees('Is anybody there?', trainer.desk);
    await trainer.sees('You are now chatting with Cleo', trainer.phone);
    expect(simulator.agents.get('Cleo').loggedIn).toBe(true);
  });

  it('lets one act as customer and as agent', async () => {
    const { trainer, simulator, chat } = await arriveInChat();
    await trainer.sees('onStartConversationSuccess', trainer.flow);
    await trainer.writeAsAgent('It left the house.');
    await trainer.sees('It left the house.', trainer.phone);
    await trainer.press('Push page');
    await trainer.page.getByRole('button', { name: 'Push', exact: true }).click();
    await trainer.sees('https://www.example.com/help', trainer.phone);
    await trainer.page
      .getByLabel('Send a file')
      .last()
      .locator('xpath=following-sibling::input')
      .setInputFiles({
        name: 'invoice.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('%PDF'),
      });
    await trainer.press('Take it');
    await trainer.sees('accepted', trainer.phone);
    await trainer.press('Transfer');
    await trainer.press(/^Ben/);
    await trainer.sees('Ben', trainer.desk);
    expect(simulator.agents.get('Ben').conversationIds).toContain(chat);
    await trainer.press('Complete');
    await trainer.sees('This conversation has ended.', trainer.desk);
    await trainer.sees('Complete', trainer.flow);
  });

  it('shows the pictures that customers send, once the agent takes them', async () => {
    const { trainer } = await arriveInChat();
    const pixel = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
      'base64',
    );
    await trainer.phone.locator('input[type=file]').setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: pixel });
    await trainer.press('Take it');
    await trainer.desk.getByRole('img', { name: 'photo.png' }).waitFor();
    await trainer.sees('The agent has taken photo.png.', trainer.phone);
  });

  it('shows HTML of a stranger without letting it do anything', async () => {
    const { trainer, simulator, chat } = await arriveInChat();
    const called: string[] = [];
    trainer.page.on('request', (request) => called.push(request.url()));
    trainer.page.on('dialog', (dialog) => void dialog.dismiss().then(() => called.push('dialog')));
    simulator.conversations.sayHtml(
      chat,
      `<p id="seen">Seen</p><script>parent.document.title = 'taken'</script><img src="x" onerror="parent.document.title = 'taken'">
       <style>body { display: none }</style><p style="position: fixed; inset: 0">over all</p><form action="/taken"><input name="a"><button>Send</button></form>
       <a href="/taken" target="_top" onclick="alert(1)">link</a><iframe src="/taken"></iframe><svg onload="alert(1)"></svg><meta http-equiv="refresh" content="0;url=/taken">`,
    );
    const frame = trainer.phone.frameLocator('iframe');
    await frame.getByText('Seen').waitFor();
    expect(
      await frame.locator('script, style, form, input, button, img, iframe, svg, [href], [style]:not(body), [onclick]').count(),
    ).toBe(0);
    await frame.getByText('link').click();
    expect(await trainer.page.title()).toBe('Conversations · ece-simulator');
    expect(called.filter((url) => url === 'dialog' || url.includes('taken'))).toEqual([]);
    // The browser tells what it did not let the message do.
    const other = trainer.complaints.splice(0).filter((text) => !text.includes('violates the following Content Security Policy'));
    expect(other).toEqual([]);
  });

  it('tells on both sides why a start was refused, and lets it work', async () => {
    const simulator = await start();
    const trainer = await arrive(`${simulator.url}/?area=trouble`);
    await trainer.press(/^Nobody at work/);
    await trainer.sees('nobody at work', trainer.page.getByRole('banner'));
    await trainer.open('Conversations');
    await trainer.press('Start one as the customer');
    await trainer.writeAsCustomer('Hello?');
    await trainer.sees('Nobody is there at the moment. Please write again later.', trainer.phone);
    await trainer.press('Start anyway');
    await trainer.sees('Bad Request', trainer.flow);
    await trainer.sees(/ECE refused "start conversation" with 400: the entry point requires an agent/, trainer.flow);
    await trainer.press('Good day');
    await trainer.seesNot('nobody at work', trainer.page.getByRole('banner'));
    await trainer.writeAsCustomer('And now?');
    await trainer.sees('And now?', trainer.desk);
  });

  it('changes the floor, and warns of two trainers who edit the same entry point', async () => {
    const simulator = await start();
    const trainer = await arrive(`${simulator.url}/?area=floor`);
    const ada = trainer.page.getByRole('article', { name: 'Ada' });
    await ada.getByRole('switch', { name: 'Ada is at work' }).click();
    await expect.poll(() => simulator.agents.get('Ada').loggedIn).toBe(false);
    await trainer.page.getByRole('article', { name: 'Dan' }).getByRole('button', { name: 'One more' }).click();
    await expect.poll(() => simulator.agents.get('Dan').maximumLoad).toBe(3);
    await trainer.press('Add an agent');
    await trainer.page.getByLabel('Name').fill('Grace Hill');
    await trainer.page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
    await trainer.page.getByRole('article', { name: 'Grace' }).waitFor();

    await trainer.press('Edit entry point 1001');
    const dialog = trainer.page.getByRole('dialog');
    simulator.entryPoints.edit(1001, { name: 'renamed by another' });
    await trainer.sees('Somebody else has saved this entry point meanwhile.', dialog);
    await dialog.getByRole('button', { name: 'Take theirs' }).click();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('renamed by another');
    const { lastModified } = simulator.entryPoints.get(1001);
    await dialog.getByLabel('Active').uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await trainer.sees('inactive', trainer.page.getByRole('article', { name: 'Entry point 1001' }));
    expect(simulator.entryPoints.get(1001).lastModified).not.toBe(lastModified);
  });

  it('shows the traffic, why a call was refused, and gives it away', async () => {
    const { trainer, simulator } = await arriveInChat();
    await fetch(`${simulator.url}/system/ws/v19/nothing`, { headers: { accept: 'application/json' } });
    await trainer.open('Traffic');
    await trainer.press(/start conversation.*201/);
    const dialog = trainer.page.getByRole('dialog');
    await trainer.sees('onStartConversationSuccess', dialog);
    await dialog.getByRole('button', { name: 'Show curl' }).click();
    await trainer.sees(/^curl -i -X POST/, dialog);
    await trainer.page.keyboard.press('Escape');
    await trainer.press('Refused');
    await trainer.press(/unknown path/);
    await trainer.sees('ECE refused "unknown path" with 404', dialog);
    await trainer.sees('What would have worked:', dialog);
    await trainer.page.keyboard.press('Escape');
    const [download] = await Promise.all([trainer.page.waitForEvent('download'), trainer.press('Save as HAR')]);
    expect(download.suggestedFilename()).toBe('ece-simulator.har');
    const [story] = await Promise.all([trainer.page.waitForEvent('download'), trainer.press('Save as scenario')]);
    const text = await readFile(await story.path(), 'utf8');
    expect((await runScenario(parseScenario(text, 'recorded.yaml'))).passed, text).toBe(true);
    await trainer.press('Diagram');
    await trainer.sees('“Where is my order?”', trainer.page.getByRole('main'));
  });

  it("tells to which outcome a call of a developer's own client leads in a flow", async () => {
    const simulator = await start();
    await (await EceClient.authorized(simulator.url)).startConversation();
    const trainer = await arrive(`${simulator.url}/?area=traffic`);
    await trainer.press(/start conversation.*201/);
    await trainer.sees(
      'In a flow, Start Conversation on SMS leaves by onStartConversationSuccess',
      trainer.page.getByRole('dialog'),
    );
  });

  it('shows how a queue stood before the page was opened', async () => {
    const simulator = await start({ agents: 'manual', clock: 'manual', world: { chats: [] } });
    const ece = await EceClient.authorized(simulator.url);
    const chat = await ece.startConversation();
    await simulator.clock.advance(60_000);
    await ece.startConversation();
    await simulator.clock.advance(60_000);
    simulator.conversations.take(chat, 'Ada');
    const trainer = await arrive(`${simulator.url}/?area=floor`);
    const chart = trainer.page.getByRole('article', { name: 'Entry point 1001' }).getByRole('img');
    await chart.and(trainer.page.getByLabel(/at most 2; now 1/)).waitFor();
  });

  it('makes trouble, keeps it in sight, and brings back the good day', async () => {
    const { trainer, simulator } = await arriveInChat();
    await trainer.open('Trouble');
    await trainer.press('Once');
    await trainer.press(/^Answers are garbled/);
    await trainer.sees('every call: answer malformed, 0 of 1 times', trainer.page.getByRole('banner'));
    await trainer.page.getByText('Any other fault').click();
    await trainer.page.getByLabel('Status', { exact: true }).fill('503');
    await trainer.press('Add the fault');
    await expect.poll(() => simulator.faults.list().length).toBe(2);
    await trainer.press('Bring back the good day');
    await expect.poll(() => simulator.faults.list().length).toBe(0);
    await trainer.press('Until switched off');
    await trainer.press(/^Connection reset/);
    await trainer.page.goBack();
    await trainer.writeAsCustomer('Are you there?');
    await trainer.sees('onError', trainer.flow);
    await trainer.sees(/Not delivered: onError/, trainer.phone);
  });

  it('holds the clock in the hand', async () => {
    const { trainer, simulator, chat } = await arriveInChat({ settings: { 'conversation.idleTimeoutSeconds': 1800 } });
    await trainer.open('Clock');
    await trainer.press('Paused');
    await trainer.sees('clock paused', trainer.page.getByRole('banner'));
    await trainer.sees(/The conversation with Ann Lee ends unless somebody says something/);
    await trainer.press('+1 hour');
    await expect.poll(() => simulator.conversations.get(chat).state).toBe('ended');
    await trainer.press('Real time');
    await trainer.seesNot('clock paused', trainer.page.getByRole('banner'));
  });

  it('plays a scenario in a room: found by any word, with keys, the wire on demand', async () => {
    const { url } = await start();
    const trainer = await arrive(`${url}/?area=scenarios`);
    await trainer.page.getByLabel('Find a scenario').fill('onActiveChatNotFound good day');
    await trainer.press(/^A good day/);
    await trainer.press('Present it');
    await trainer.sees('waits for you');
    for (let step = 2; step <= 4; step++) {
      await trainer.page.keyboard.press('ArrowRight');
      await trainer.sees(new RegExp(`^${step} of`));
    }
    await trainer.sees('onActiveChatNotFound', trainer.flow);
    expect(await trainer.region('Wire').count()).toBe(0);
    await trainer.page.keyboard.press('w');
    await trainer.region('Wire').waitFor();
    // The second step of this story is the node: going back runs it again while it lies before the step that comes next.
    for (const step of [3, 2]) {
      await trainer.page.keyboard.press('ArrowLeft');
      await trainer.sees(new RegExp(`^${step} of`));
    }
    await trainer.seesNot('onActiveChatNotFound', trainer.flow);
    await trainer.page.keyboard.press('a');
    await trainer.sees('Stop');
    await trainer.page.keyboard.press('Escape');
    await trainer.page.getByRole('navigation', { name: 'Areas' }).waitFor();
  });

  it('has an address for what it shows, and finds anything', async () => {
    const { trainer } = await arriveInChat();
    const other = await arrive(trainer.page.url());
    await other.sees('Where is my order?', other.desk);
    await other.page.keyboard.press('Control+k');
    await other.page.getByRole('dialog').getByRole('combobox').fill('clock');
    await other.page.keyboard.press('Enter');
    await other.page.getByRole('heading', { name: 'Clock' }).waitFor();
  });

  it('asks for the control token where there is one, and says when it is wrong', async () => {
    const { url } = await start({ controlToken: 'a-token-for-the-room' });
    const trainer = await arriveWithComplaints(url);
    await trainer.page.getByLabel('Control token').fill('not-the-token-at-all');
    await trainer.press('Go on');
    await trainer.sees('The simulator does not take that token.');
    await trainer.page.getByLabel('Control token').fill('a-token-for-the-room');
    await trainer.press('Go on');
    await trainer.sees('A contact centre of your own');
    await trainer.press(/A good day/);
    await trainer.press('Next');
    await trainer.sees('2 of');
  });

  it('says when the simulator is gone, and goes on with the one that comes', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    const trainer = await arriveWithComplaints(first.url);
    await trainer.sees('A contact centre of your own');
    await first.close(0);
    await trainer.sees('the simulator is gone; waiting for it');
    await start({ port, world: { entryPoints: [{ id: 1, name: 'another world', queue: 'Service' }], chats: [] } });
    await trainer.sees('another world');
    await trainer.sees('live');
  });

  it('says when the open conversation is gone', async () => {
    const { trainer, simulator } = await arriveInChat();
    simulator.reset();
    await trainer.sees('This conversation is not there any more.');
    await trainer.writeAsCustomer('Hello again');
    await trainer.sees('Hello again', trainer.desk);
  });

  it('works without the parts that the command line brings', async () => {
    const { url } = await start({ consoleParts: {} });
    const trainer = await arrive(url);
    await trainer.sees('A contact centre of your own');
    expect(await trainer.button('Start one as the customer').count()).toBe(0);
    await trainer.open('Scenarios');
    await trainer.sees('This simulator has no player of scenarios.');
  });

  it('keeps 10,000 conversations in a short list', async () => {
    const chats = Array.from({ length: 10 }, () => ({ application: 'other customers', entryPoint: 1003, count: 1000 }));
    const { url } = await start({ world: { chats } });
    const trainer = await arrive(url);
    await trainer.sees(/9998|10000/, trainer.region('Conversations'));
    expect(await trainer.page.locator('.conversation-row').count()).toBeLessThan(60);
  });

  it('fits every screen from 360 to 2560 pixels', async () => {
    const { trainer } = await arriveInChat();
    for (const area of areas) {
      await trainer.open(area);
      for (const width of [360, 768, 1440, 2560]) {
        await trainer.page.setViewportSize({ width, height: 900 });
        const overflow = await trainer.page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect([area, width, overflow]).toEqual([area, width, 0]);
      }
    }
  });

  it.each([
    ['light', {}],
    ['dark', { runOnly: ['color-contrast'] }],
  ] as const)('has no serious fault for a screen reader or by its contrast (%s)', async (colorScheme, rules) => {
    const { simulator, trainer: seated } = await arriveInChat();
    simulator.faults.add({ action: { do: 'delay', ms: 1 } });
    const trainer = await arrive(seated.page.url(), { colorScheme, bypassCSP: true, reducedMotion: 'reduce' });
    await trainer.sees('Where is my order?', trainer.desk);
    await trainer.page.addScriptTag({ path: axeFile });
    const found: string[] = [];
    for (const area of ['', ...areas]) {
      if (area !== '') await trainer.open(area);
      const { violations } = await trainer.page.evaluate<AxeResult>(`axe.run(${JSON.stringify(rules)})`);
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        found.push(...nodes.map(({ target }) => `${area} ${id}: ${target.join(' ')}`));
      }
    }
    expect(found).toEqual([]);
  });
});

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}
