import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { describe, onTestFinished } from 'vitest';
import { needing } from './runner/needing.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Tests in a browser. `launch` starts one, which closes when the running test ends. Where no browser is installed, the tests are skipped. */
export function describeInBrowser(what: string, tests: (launch: () => Promise<Browser>) => void): void {
  const executablePath = places.find((place) => existsSync(place));
  const missing = executablePath === undefined ? `no browser is installed, none of ${places.join(', ')}` : undefined;
  describe.skipIf(missing)(needing(what, missing), () => {
    tests(async () => {
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
      onTestFinished(() => browser.close());
      return browser;
    });
  });
}
