import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { intlTag, type Locale } from '#platform/words/locales.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { Translate } from '#platform/words/translate.ts';
import type { Role } from '#platform/session/scope.ts';
import { bringAxe, wcagViolations as violations } from './accessible.ts';
import { widths } from './browser.ts';

export interface Setting {
  locale: Locale;
  width: keyof typeof widths;
  script: boolean;
  scheme: 'light' | 'dark';
}

/** Somebody before a browser, in her language. Whatever is wrong with a page she passes is kept in `faults`, so that one test tells all of it. */
export class Person {
  readonly faults: string[] = [];
  readonly page: Page;
  readonly context: BrowserContext;
  readonly t: Translate;
  readonly setting: Setting;
  readonly #base: string;
  #status = 0;
  #mayBeRefused = false;

  private constructor(page: Page, t: Translate, setting: Setting, base: string) {
    this.page = page;
    this.context = page.context();
    this.t = t;
    this.setting = setting;
    this.#base = base;
    // A breach of the content security policy is reported here too.
    page.on('console', (message) => message.type() === 'error' && !(this.#isRefusal && this.#mayBeRefused) && this.#fault(`${message.text()} ${message.location().url}`));
    page.on('pageerror', (error) => this.#fault(String(error)));
    page.on('response', (response) => {
      if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) this.#status = response.status();
    });
  }

  /** A form was not accepted: what was written does not fit, or what there is does not allow it. */
  get #isRefusal(): boolean {
    return this.#status === 422 || this.#status === 409;
  }

  static async at(browser: Browser, base: string, setting: Setting): Promise<Person> {
    const context = await browser.newContext({ viewport: widths[setting.width], javaScriptEnabled: setting.script, colorScheme: setting.scheme, baseURL: base });
    context.setDefaultTimeout(60_000);
    if (setting.script) await bringAxe(context);
    return new Person(await context.newPage(), await wordsOf(setting.locale), setting, base);
  }

  /** The same kind of browser, in nobody's name. */
  another(): Promise<Person> {
    return Person.at(this.context.browser()!, this.#base, this.setting);
  }

  /** Opens a page of the product in her language and looks at it. */
  async open(path: string): Promise<void> {
    await this.page.goto(`/${this.setting.locale}${path}`);
    await this.look();
  }

  /** Opens a page and looks at it on a phone and on a laptop. */
  async openInBothWidths(path: string): Promise<void> {
    for (const [at, width] of Object.values(widths).entries()) {
      await this.page.setViewportSize(width);
      await (at === 0 ? this.open(path) : this.look());
    }
  }

  /** Steps into the demo as one of its people. */
  async stepIn(role: Role): Promise<void> {
    await this.open('/demo');
    const word = this.t(`session.role_${role.replaceAll('-', '_')}` as 'session.role_coordinator');
    await this.press(this.page.getByRole('button', { name: this.t('session.demo_as', { role: word }), exact: true }).first());
  }

  /** Types into the first field of each name. */
  async fill(fields: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(fields)) await this.page.locator(`main [name="${name}"]`).first().fill(value);
  }

  /** What stands on the page, without its frame. */
  text(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  /**
   * Follows a link or sends a form, waits for the page it leads to, and looks at that.
   * @returns false when the form was refused with a sentence, which only `mayBeRefused` allows.
   */
  async press(what: Locator, { mayBeRefused = false } = {}): Promise<boolean> {
    this.#mayBeRefused = mayBeRefused;
    await Promise.all([this.page.waitForEvent('load'), what.click()]);
    await this.look();
    this.#mayBeRefused = false;
    return this.#status === 200;
  }

  /** What every page owes every reader, whoever she is and wherever she came from. */
  async look(): Promise<void> {
    const { page, setting } = this;
    if (this.#status !== 200 && !(this.#isRefusal && this.#mayBeRefused)) this.#fault(`status ${this.#status}`);
    const seen = await page.evaluate(() => {
      // Names, file names and web addresses have points too; fields of the API stand in <code>; a key stands alone, or nearly so, in its element.
      const bare = [...document.querySelectorAll('body *:not(code)')].flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent!.trim()));
      return {
        title: document.title,
        lang: document.documentElement.lang,
        headings: document.querySelectorAll('h1').length,
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        keys: bare.filter((text) => /^[a-z]+\.[a-z]+(_[a-zа-я0-9-]+)*$/.test(text)),
      };
    });
    if (!seen.title.trim() || seen.title.startsWith('·')) this.#fault('no title');
    if (seen.lang !== intlTag[setting.locale] && seen.lang !== setting.locale) this.#fault(`lang is ${seen.lang}`);
    if (seen.headings !== 1) this.#fault(`${seen.headings} main headings`);
    if (seen.wide > 0) this.#fault(`scrolls sideways by ${seen.wide} px`);
    for (const key of seen.keys) this.#fault(`a word is missing: ${key}`);
    if (setting.script) for (const line of await violations(page)) this.#fault(line);
  }

  #fault(what: string) {
    const fault = `${this.page.url().replace(this.#base, '')}: ${what}`;
    if (!this.faults.includes(fault)) this.faults.push(fault);
  }
}
