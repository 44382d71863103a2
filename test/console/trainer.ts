import type { Browser, Locator, Page } from 'playwright-core';

/** What a trainer does on the page, by the words that stand there. */
export class Trainer {
  readonly page: Page;
  /** What the browser complained about. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', ({ message }) => this.complaints.push(message));
    page.on('console', (message) => {
      // The page says that a call was refused.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.complaints.push(message.text());
    });
  }

  static async arrive(browser: Browser, url: string, looks: Parameters<Browser['newPage']>[0] = {}): Promise<Trainer> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...looks });
    // Generous: it only ends what hangs.
    page.setDefaultTimeout(45_000);
    const trainer = new Trainer(page);
    await page.goto(url);
    return trainer;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  press(name: string | RegExp): Promise<void> {
    return this.button(name).first().click();
  }

  async open(area: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: area }).click();
    await this.page.getByRole('main').waitFor();
  }

  /** Waits for words anywhere on the page, or in a part of it. */
  async sees(words: string | RegExp, part: Locator | Page = this.page): Promise<void> {
    await part.getByText(words).first().waitFor();
  }

  async seesNot(words: string | RegExp, part: Locator | Page = this.page): Promise<void> {
    await part.getByText(words).first().waitFor({ state: 'hidden' });
  }

  region(name: string | RegExp): Locator {
    return this.page.getByRole('region', { name });
  }

  /** The customer writes. */
  async writeAsCustomer(text: string): Promise<void> {
    await this.page.getByLabel('Write as the customer').fill(text);
    await this.page.keyboard.press('Enter');
  }

  async writeAsAgent(text: string): Promise<void> {
    await this.desk.getByRole('textbox').fill(text);
    await this.page.keyboard.press('Enter');
  }

  get phone(): Locator {
    return this.region(/^Phone of/);
  }

  get desk(): Locator {
    return this.region('Desk of the agent');
  }

  get flow(): Locator {
    return this.region('What the flow did');
  }

  leave(): Promise<void> {
    return this.page.close();
  }
}
