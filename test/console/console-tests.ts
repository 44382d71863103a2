import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { consoleParts } from '../../console/parts.ts';
import type { StartOptions } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { launchBrowser } from '../browser.ts';
import { buildPage } from './built-page.ts';
import { Trainer } from './trainer.ts';

/** A browser and the built page for the tests of a `describe`; called in it. */
export function consoleTests() {
  let browser: Browser;
  let built: Awaited<ReturnType<typeof buildPage>>;

  beforeAll(async () => {
    [browser, built] = await Promise.all([launchBrowser(), buildPage()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await built.remove();
  });

  return {
    /** The folder of the built page. */
    builtFolder: () => built.folder,
    /** A simulator as the command line starts it, for one test. Agents take chats and say nothing by themselves. */
    start: async (options: StartOptions = {}) => {
      const simulator = await startSimulator({
        port: 0,
        agents: 'silent',
        consoleParts,
        consoleFolder: built.folder,
        ...options,
      });
      onTestFinished(() => simulator.close(0));
      return simulator;
    },
    /** A trainer in front of the page; at the end the browser must not have complained. */
    arrive: async (url: string, looks?: Parameters<typeof Trainer.arrive>[2]) => {
      const trainer = await Trainer.arrive(browser, url, looks);
      onTestFinished(async () => {
        await trainer.leave();
        expect(trainer.complaints).toEqual([]);
      });
      return trainer;
    },
    /** The same where the browser may complain, e.g. of a simulator that is gone. */
    arriveWithComplaints: async (url: string) => {
      const trainer = await Trainer.arrive(browser, url);
      onTestFinished(() => trainer.leave());
      return trainer;
    },
  };
}
