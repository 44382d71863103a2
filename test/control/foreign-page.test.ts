import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { startOnSocket } from './running.ts';

const executablePath = '/usr/bin/chromium';

/** A page on another port, with an image, a form and a script that try to drive the control API at `sim`. */
async function foreignPage(sim: string): Promise<string> {
  const page = `<!doctype html><title>foreign</title>
<img src="${sim}/clock"><iframe name="sink"></iframe>
<form method="post" enctype="text/plain" target="sink" action="${sim}/faults"><input name='{"action":{"do":"hang"},"a":"' value='"}'></form>
<script>
  const tried = (name, task) => task.then((value) => [name, value], () => [name, 'refused']);
  const events = () => new Promise((resolve, reject) => {
    const source = new EventSource('${sim}/events?after=0');
    source.onopen = () => resolve('open');
    source.onerror = reject;
  });
  const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"action":{"do":"hang"}}' };
  window.attempts = async () => {
    document.forms[0].submit();
    return Object.fromEntries(await Promise.all([
      tried('read', fetch('${sim}/applications').then((answer) => answer.text())),
      tried('post', fetch('${sim}/faults', json).then((answer) => answer.status)),
      tried('put', fetch('${sim}/clock', { ...json, method: 'PUT' }).then((answer) => answer.status)),
      tried('simple post', fetch('${sim}/faults', { method: 'POST', mode: 'no-cors', body: json.body }).then((answer) => answer.type)),
      tried('reset', fetch('${sim}/reset', { method: 'POST', mode: 'no-cors' }).then((answer) => answer.type)),
      tried('events', events()),
      tried('image', document.images[0].decode()),
    ]));
  };
</script>`;
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

it.skipIf(!existsSync(executablePath))(
  `a page of another origin cannot drive the control API (needs ${executablePath})`,
  async () => {
    const { simulator, control } = await startOnSocket();
    simulator.agents.logOut('Ada');
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const statuses: number[] = [];
    page.on('response', (response) => {
      if (response.url().startsWith(control.base)) statuses.push(response.status());
    });
    await page.goto(await foreignPage(control.base));
    const formAnswered = page.waitForResponse((response) => response.request().isNavigationRequest());
    const attempts = await page.evaluate(() => (globalThis as unknown as { attempts: () => Promise<object> }).attempts());
    await formAnswered;

    // What the page may not read looks the same to it whether it was done or not: it was not.
    expect(attempts).toEqual({
      ...{ read: 'refused', post: 'refused', put: 'refused', events: 'refused', image: 'refused' },
      ...{ 'simple post': 'opaque', reset: 'opaque' },
    });
    expect(new Set(statuses)).toEqual(new Set([403]));
    expect(simulator.faults.list()).toEqual([]);
    expect(simulator.agents.get('Ada').loggedIn).toBe(false);

    await page.goto(`${control.base}/agents/Ada`);
    expect(await page.textContent('body')).toContain('"loggedIn":false');
  },
);
