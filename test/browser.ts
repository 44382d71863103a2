import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { describe, onTestFinished } from 'vitest';
import { needing } from './runner/needing.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = places.find((place) => existsSync(place));

/** Why there is no browser, or undefined where there is one. */
const missing = executablePath === undefined ? `no browser is installed, none of ${places.join(', ')}` : undefined;

/** What a browser would do by itself: look for updates, call its maker. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The caller closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] });
}

/** Tests that share a browser which they launch themselves. Where no browser is installed, the tests are skipped. */
export function describeWithBrowser(what: string, tests: () => void): void {
  describe.skipIf(missing)(needing(what, missing), tests);
}

/** Tests in a browser. `launch` starts one, which closes when the running test ends. Where no browser is installed, the tests are skipped. */
export function describeInBrowser(what: string, tests: (launch: () => Promise<Browser>) => void): void {
  describeWithBrowser(what, () => {
    tests(async () => {
      const browser = await launchBrowser();
      onTestFinished(() => browser.close());
      return browser;
    });
  });
}
