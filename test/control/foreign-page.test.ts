import { expect, it, onTestFinished } from 'vitest';
import { Receiver } from '../../simulator/testing/receiver.ts';
import { describeInBrowser } from '../browser.ts';
import { startOnSocket } from './running.ts';

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
  const server = await Receiver.open(() => ({ status: 200, headers: { 'content-type': 'text/html' }, body: page }));
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server.url;
}

describeInBrowser('a page of another origin', (launch) => {
  it('cannot drive the control API', async () => {
    const { simulator, control } = await startOnSocket();
    simulator.agents.logOut('Ada');
    const browser = await launch();
    const page = await browser.newPage();
    const statuses: number[] = [];
    page.on('response', (response) => {
      if (response.url().startsWith(control.base)) statuses.push(response.status());
    });
    await page.goto(await foreignPage(control.base));
    const formAnswered = page.waitForResponse((response) => response.request().isNavigationRequest());
    const attempts = await page.evaluate(() => (globalThis as unknown as { attempts: () => Promise<object> }).attempts());
    await formAnswered;

    // The page cannot tell a refused request from an accepted one that it may not read, so the simulator is asked: nothing changed.
    expect(attempts).toEqual({
      ...{ read: 'refused', post: 'refused', put: 'refused', events: 'refused', image: 'refused' },
      ...{ 'simple post': 'opaque', reset: 'opaque' },
    });
    expect(new Set(statuses)).toEqual(new Set([403]));
    expect(simulator.faults.list()).toEqual([]);
    expect(simulator.agents.get('Ada').loggedIn).toBe(false);

    await page.goto(`${control.base}/agents/Ada`);
    expect(await page.textContent('body')).toContain('"loggedIn":false');
  });
});
