import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { describeWithBrowser } from '../browser.ts';
import { consoleTests } from './console-tests.ts';
import type { Trainer } from './trainer.ts';

/** A sentence in scripts of every kind: right to left, without spaces, joined letters, beyond 16 bits, marks without end. */
const scripts = 'Ünïcode Ελληνικά Русский עברית العربية हिन्दी ไทย 中文 日本語 한국어 ខ្មែរ 𝔊𝔬𝔱𝔥𝔦𝔠 👩‍👩‍👧‍👦 Z̷̧̛a̴l̵g̶o̷';
const longName = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(286).slice(0, 10_000);

describeWithBrowser('the console under bad input', () => {
  const { start, arrive, arriveWithComplaints, builtFolder } = consoleTests();

  async function overflow({ page }: Trainer): Promise<unknown> {
    return page.evaluate('document.documentElement.scrollWidth - innerWidth');
  }

  it('is small: less than 150 kB gzipped', async () => {
    const folder = path.join(builtFolder(), 'assets');
    const files = await Promise.all((await readdir(folder)).map((file) => readFile(path.join(folder, file))));
    expect(files.reduce((sum, file) => sum + gzipSync(file).byteLength, 0)).toBeLessThan(150_000);
  });

  it('carries a text in every script from the phone to the desk and back', async () => {
    const simulator = await start();
    const trainer = await arrive(simulator.url);
    await trainer.press('Start one as the customer');
    await trainer.writeAsCustomer(scripts);
    await trainer.sees(scripts, trainer.desk);
    await trainer.writeAsAgent(scripts.toUpperCase());
    await trainer.sees(scripts.toUpperCase(), trainer.phone);
    expect(await overflow(trainer)).toBe(0);
  });

  it('shows names of 10,000 characters without breaking', async () => {
    const simulator = await start();
    const longest = longName.slice(0, 200);
    simulator.agents.change('Ada', { firstName: longest, lastName: longest });
    simulator.entryPoints.edit(1001, { name: longest });
    const trainer = await arrive(`${simulator.url}/?area=floor`);
    const ada = trainer.page.getByRole('article', { name: 'Ada' });
    await ada.waitFor();
    expect((await ada.boundingBox())!.height).toBeLessThan(600);
    expect(await overflow(trainer)).toBe(0);
    await trainer.press('Add an agent');
    await trainer.page.getByLabel('Name').fill(longName);
    await trainer.page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
    await trainer.sees(/must have at most 200 characters/, trainer.page.getByRole('dialog'));
    expect(await overflow(trainer)).toBe(0);
    await trainer.page.keyboard.press('Escape');
    await trainer.open('Conversations');
    await trainer.press('Start one as the customer');
    await trainer.writeAsCustomer(longName);
    await trainer.sees(/^Wolfeschlegelstein/, trainer.desk);
    expect(await overflow(trainer)).toBe(0);
  });

  it('brings a file of 25 MiB to the desk, and says why a larger one does not come', async () => {
    const simulator = await start();
    const trainer = await arrive(simulator.url);
    await trainer.press('Start one as the customer');
    await trainer.writeAsCustomer('Here are all the photos.');
    await trainer.sees('Here are all the photos.', trainer.desk);
    // From the disk: the browser reads a file faster than it takes one over its debugging protocol.
    const folder = await mkdtemp(path.join(tmpdir(), 'console-files-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const send = async (name: string, bytes: number) => {
      await writeFile(path.join(folder, name), Buffer.alloc(bytes));
      await trainer.phone.locator('input[type=file]').setInputFiles(path.join(folder, name));
    };
    await send('photos.zip', 25 * 1024 * 1024);
    await trainer.press('Take it');
    await trainer.sees('The agent has taken photos.zip.', trainer.phone);
    await send('more.zip', 25 * 1024 * 1024 + 1);
    await trainer.sees('more.zip is larger than 25 MiB');
  });

  it('stays usable while the simulator answers late, and shows what comes in the end', async () => {
    const simulator = await start();
    const trainer = await arriveWithComplaints(`${simulator.url}/?area=floor`);
    const ada = trainer.page.getByRole('article', { name: 'Ada' });
    await ada.waitFor();
    const { promise: late, resolve: answer } = Promise.withResolvers<undefined>();
    await trainer.page.route(/\/agents/, async (route) => {
      await late;
      await route.continue();
    });
    await ada.getByRole('switch', { name: 'Ada is at work' }).click();
    await trainer.open('Clock');
    await trainer.press('Paused');
    await trainer.sees('Real time');
    expect(simulator.agents.get('Ada').loggedIn).toBe(true);
    answer(undefined);
    await expect.poll(() => simulator.agents.get('Ada').loggedIn).toBe(false);
    await trainer.open('Floor');
    await ada.getByRole('switch', { name: 'Ada is at work', checked: false }).waitFor();
  });

  it('forgets nothing and asks again when the simulator comes back with another control token', async () => {
    const first = await start({ controlToken: 'the-token-of-yesterday' });
    const port = Number(new URL(first.url).port);
    const trainer = await arriveWithComplaints(first.url);
    await trainer.page.getByLabel('Control token').fill('the-token-of-yesterday');
    await trainer.press('Go on');
    await trainer.sees('A contact centre of your own');
    await first.close(0);
    await start({ port, controlToken: 'the-token-of-today!!' });
    await trainer.page.getByLabel('Control token').fill('the-token-of-today!!');
    await trainer.press('Go on');
    await trainer.sees('A contact centre of your own');
  });
});
