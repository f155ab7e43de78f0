import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/e2e-browser.ts';
import { createServedWorld, type ServedSluice, type ServedWorld } from '../support/e2e-sluice.ts';

// What a browser really does with the headers of browser mode: docs/security.md names these tests.

let browser: Browser;
let context: BrowserContext;
let world: ServedWorld;
let sluice: ServedSluice;
let own: Page;
let foreign: Page;
let elsewhere: Server;
let origin: string;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  context = await browser.newContext();
  world = await createServedWorld();
  sluice = await world.start();
  ({ origin } = new URL(sluice.url));
  // Another program on this machine: of the same site for the browser, and of another origin.
  elsewhere = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>elsewhere</title><body>elsewhere</body>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  own = await context.newPage();
  own.on('console', (message) => complaints.push(message.text()));
  await own.goto(sluice.url);
  await own.getByRole('navigation').first().waitFor();
  foreign = await context.newPage();
  await foreign.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
});
afterAll(async () => {
  await browser.close();
  await world.close();
  elsewhere.close();
});

describe('the page', () => {
  it('opens without one violation of its policy', () => {
    expect(complaints.filter((text) => /Content Security|Trusted|Permissions-Policy/.test(text))).toEqual([]);
  });

  it('keeps the code out of its address and the session out of everything but this tab', async () => {
    expect(own.url()).toBe(`${origin}/#/`);
    expect(await context.cookies()).toEqual([]);
    expect(await own.evaluate(`[localStorage.length, sessionStorage.length]`)).toEqual([0, 1]);
  });

  it('is there again after a reload', async () => {
    await own.reload();
    await own.getByRole('navigation').first().waitFor();
  });

  it('runs no script that is put into it, fetches nothing from elsewhere, and frames nobody', async () => {
    const tried = await own.evaluate(`(async () => {
      const attempt = async (work) => { try { return await work(); } catch (error) { return error.name; } };
      const loads = (element) => new Promise((resolve) => {
        element.onload = () => resolve('loaded');
        element.onerror = () => resolve('refused');
        document.body.append(element);
      });
      const violated = new Set();
      document.addEventListener('securitypolicyviolation', (event) => violated.add(event.effectiveDirective));
      return {
        html: await attempt(() => { document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'; return 'ran'; }),
        script: await attempt(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); return window.ran ?? 'did not run'; }),
        fetched: await attempt(() => fetch('https://example.com/').then(() => 'went')),
        image: await attempt(() => loads(Object.assign(new Image(), { src: 'https://example.com/x.png' }))),
        socket: await attempt(() => { new WebSocket('ws://example.com/'); return 'went'; }),
        form: await attempt(async () => {
          const form = document.createElement('form');
          form.action = 'https://example.com/';
          document.body.append(form);
          form.submit();
          while (!violated.has('form-action')) await new Promise((resolve) => setTimeout(resolve, 5));
          return 'stayed';
        }),
        violated: [...violated].sort(),
      };
    })()`);
    expect(tried).toMatchObject({
      html: 'TypeError',
      script: 'TypeError',
      fetched: 'TypeError',
      image: 'refused',
      form: 'stayed',
      violated: ['connect-src', 'form-action', 'img-src', 'require-trusted-types-for'],
    });
    expect(own.url()).toBe(`${origin}/#/`);
  });
});

describe('a page from elsewhere', () => {
  it.each([
    ['the page', '/', {}],
    ['a call', '/rpc', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
    ['a call as a form sends it', '/rpc', { method: 'POST', body: '{}', mode: 'no-cors' }],
    [
      'a session',
      '/session',
      { method: 'POST', body: '{"code":"x"}', headers: { 'content-type': 'application/json' } },
    ],
    ['the events', '/events', { mode: 'no-cors' }],
    ['the events with a bearer', '/events', { headers: { authorization: 'Bearer x' } }],
  ])('cannot ask for %s', async (_, path, init) => {
    const source = `fetch(${JSON.stringify(origin + path)}, ${JSON.stringify(init)}).then((answer) => answer.status, (error) => error.name)`;
    expect(await foreign.evaluate(source)).toBe('TypeError');
  });

  it('cannot take its scripts, pictures or styles as its own', async () => {
    const loaded =
      await foreign.evaluate(`Promise.all([['script', 'src'], ['img', 'src'], ['link', 'href']].map(([name, key]) =>
      new Promise((resolve) => {
        const element = Object.assign(document.createElement(name), { rel: 'stylesheet' });
        element.onload = () => resolve('loaded');
        element.onerror = () => resolve('refused');
        element[key] = ${JSON.stringify(`${origin}/favicon.svg`)};
        document.head.append(element);
      })))`);
    expect(loaded).toEqual(['refused', 'refused', 'refused']);
  });

  it('cannot put it into a frame', async () => {
    const frame = await foreign.evaluate(`new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.onload = () => resolve(frame.contentWindow.length);
      frame.src = ${JSON.stringify(`${origin}/`)};
      document.body.append(frame);
    })`);
    expect(frame).toBe(0);
    const shown = foreign.frames().find((candidate) => candidate !== foreign.mainFrame());
    expect(shown?.url()).toMatch(/^chrome-error:/);
  });

  it('may lead there by a link, but holds no string to it and brings no session along', async () => {
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      foreign.evaluate(`(() => { window.held = window.open(${JSON.stringify(`${origin}/`)}); })()`),
    ]);
    await opened.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => foreign.evaluate('window.held.closed')).toBe(true);
    expect(await opened.evaluate('[window.opener, sessionStorage.length]')).toEqual([null, 0]);
    await opened.close();
  });

  it('that had its name pointed here is told that this is not its name', async () => {
    const port = new URL(origin).port;
    const rebound = await launchBrowser();
    try {
      const page = await rebound.newPage();
      // As after DNS rebinding: the browser believes that the name belongs to this machine.
      const answer = await page.goto(`http://rebound.localhost:${port}/`);
      expect(answer?.status()).toBe(421);
    } finally {
      await rebound.close();
    }
  });
});
