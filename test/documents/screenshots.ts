import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { consoleParts } from '../../console/parts.ts';
import { startSimulator } from '../../simulator/index.ts';
import { launchBrowser } from '../browser.ts';

/** Takes the pictures of the console in docs/screenshots: `npm run screenshots`. It needs chromium and a built page. */
const folder = path.join(import.meta.dirname, '../../docs/screenshots');

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
  console.log(`docs/screenshots/${name}.png is written.`);
}

await mkdir(folder, { recursive: true });
const simulator = await startSimulator({
  port: 0,
  agents: 'silent',
  consoleParts,
  consoleFolder: path.join(import.meta.dirname, '../../dist/console/page'),
  world: { chats: [] },
});
const browser = await launchBrowser();
try {
  const looks = { viewport: { width: 1280, height: 760 }, colorScheme: 'light', reducedMotion: 'reduce' } as const;
  const page = await browser.newPage(looks);
  await page.goto(simulator.url);
  await page.getByRole('button', { name: 'Start one as the customer' }).click();
  await page.getByLabel('Write as the customer').fill('Where is my order 4711?');
  await page.keyboard.press('Enter');
  const desk = page.getByRole('region', { name: 'Desk of the agent' });
  await desk.getByText('Where is my order 4711?').waitFor();
  await desk.getByRole('textbox').fill('It leaves our house today.');
  await page.keyboard.press('Enter');
  await page
    .getByRole('region', { name: /^Phone of/ })
    .getByText('It leaves our house today.')
    .waitFor();
  await page.getByRole('region', { name: 'What the flow did' }).getByText('◀ Message').waitFor();
  await take(page, 'conversation');

  await page.goto(`${simulator.url}/?area=scenarios`);
  await page.getByLabel('Find a scenario').fill('no-agent');
  await page.getByRole('button', { name: /^No agent, then one logs in/ }).click();
  await page.getByRole('button', { name: 'Present it' }).click();
  for (let step = 2; step <= 6; step++) {
    await page.keyboard.press('ArrowRight');
    await page.getByText(new RegExp(`^${step} of`)).waitFor();
  }
  await take(page, 'presentation');
} finally {
  await browser.close();
  await simulator.close(0);
}
