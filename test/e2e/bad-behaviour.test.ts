import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, type Look } from '../support/e2e-browser.ts';
import { createServedWorld, type ServedSluice, type ServedWorld } from '../support/e2e-sluice.ts';
import { beginWithReleases, loadFile, writeYaml } from './pages/content-step.ts';
import { chooseFolder } from './pages/folder-choice.ts';
import { chooseSite } from './pages/home-page.ts';
import { addInsecureRegistry, testRegistry } from './pages/registry-form.ts';
import { chooseInMasthead, goTo, navigationEntries, takeControl } from './pages/shell-page.ts';
import { approve, button, expectNoSideways, expectPage, openVisit, type Visit } from './pages/visit.ts';
import { expectStep, next } from './pages/wizard-page.ts';

const look: Look = { language: 'en', dark: false };
/** What goes wrong is read in both languages. */
const bothLanguages: readonly Look[] = [look, { language: 'zh', dark: true }];

let browser: Browser;
let world: ServedWorld;
let sluice: ServedSluice;
const visits: Visit[] = [];
const open = async (url: string | undefined, as: Look = look): Promise<Visit> => {
  const visit = await openVisit(browser, as, url);
  visits.push(visit);
  return visit;
};
beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(async () => {
  world = await createServedWorld();
  sluice = await world.start();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await visits.at(-1)?.picture('bad-failed');
  for (const visit of visits.splice(0)) await visit.context.close();
  await world.close();
});
afterAll(() => browser.close());

describe('an address', () => {
  it.each(bothLanguages)(
    'opens one page; used again, or with a wrong code, it says where to get another, in $language',
    async (as) => {
      await open(sluice.url, as);
      const wrong = sluice.url.replace(/.{8}$/, 'AAAAAAAA');
      for (const [name, url] of [
        ['used', sluice.url],
        ['wrong', wrong],
      ] as const) {
        const visit = await open(undefined, as);
        await visit.page.goto(url);
        await visit.page
          .getByRole('heading', { level: 1, name: visit.words.text('shell:connection.refusedTitle') })
          .waitFor();
        await visit.page.getByText(visit.words.text('shell:connection.refusedNext')).waitFor();
        await approve(visit, `code-${name}`);
      }
      // A fresh one opens a second page.
      await open(await sluice.newUrl(), as);
    },
  );

  it('answers to no other name and to no other page', async () => {
    const { origin, host } = new URL(sluice.url);
    const asked = (headers: Readonly<Record<string, string>>, method = 'POST'): Promise<number> =>
      new Promise((resolve, reject) => {
        request(`${origin}/session`, { method, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        })
          .on('error', reject)
          .end('{}');
      });
    expect(await asked({ host: 'sluice.attacker.example' })).toBe(421);
    expect(await asked({ host, origin: 'https://attacker.example' })).toBe(403);
    expect(await asked({ host, origin: origin.replace(/\d+$/, '1') })).toBe(403);
    const visit = await open(sluice.url);
    // The way in stays usable for those who belong here.
    await goTo(visit, 'help');
  });
});

describe('the page', () => {
  it('fetches nothing from elsewhere, runs no foreign script, sits in no frame and links to no other site', async () => {
    const visit = await open(sluice.url);
    const { page } = visit;
    let reached = 0;
    const { server: elsewhere, host } = await listen((socket) => {
      reached += 1;
      socket.destroy();
    });
    const foreign = `http://${host}`;
    const tried = await page.evaluate<Record<string, string>>(`(${attempts})(${JSON.stringify(foreign)})`);
    expect(tried).toEqual({
      fetch: 'refused',
      image: 'refused',
      evaluated: 'refused',
      inserted: 'refused',
      worker: 'refused',
    });
    expect(visit.complaints.some((text) => text.startsWith('policy:'))).toBe(true);
    expect(reached).toBe(0);
    const { origin } = new URL(sluice.url);
    const frame = await visit.context.newPage();
    await frame.setContent(`<iframe src="${origin}/" title="frame"></iframe>`);
    await expect.poll(async () => (await frame.frames().at(1)?.content()) ?? '').not.toContain('id="root"');
    const away: string[] = [];
    for (const entry of navigationEntries) {
      await goTo(visit, entry);
      const links = await page
        .getByRole('link')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
      away.push(...links.filter((href) => !href.startsWith('#')));
    }
    expect(away).toEqual([]);
    elsewhere.close();
  });

  it.each([
    { width: 1024, height: 700 },
    { width: 3840, height: 2160 },
  ])('fits into $width x $height on every page', async (size) => {
    const visit = await open(sluice.url, { ...look, ...size });
    for (const entry of navigationEntries) {
      await goTo(visit, entry);
      await expectNoSideways(visit, entry);
      await approve(visit, entry);
    }
  });

  it.each(bothLanguages)(
    'says that the host is gone, and goes on with the one that is started anew, in $language',
    async (as) => {
      const visit = await open(sluice.url, as);
      await sluice.kill();
      await visit.page.getByText(visit.words.text('shell:connection.lost')).waitFor();
      await approve(visit, 'host-gone');
    },
  );

  it.each(bothLanguages)('may only look while another window is in control, in $language', async (as) => {
    const first = await open(sluice.url, as);
    await chooseSite(first, 'connected');
    await goTo(first, 'export');
    const second = await open(await sluice.newUrl(), as);
    await second.page
      .getByText(second.words.text('shell:connection.viewer'), { exact: true })
      .first()
      .waitFor();
    await goTo(second, 'export');
    await expectStep(second, 'content');
    await approve(second, 'viewer-export');
    await goTo(second, 'settings');
    await approve(second, 'viewer-settings');
    // What the one does, the other sees.
    await chooseInMasthead(first, 'theme', first.words.text('shell:masthead.themes.dark'));
    await second.page
      .getByRole('button', { name: second.words.like('shell:masthead.theme') })
      .getByText(second.words.text('shell:masthead.themes.dark'))
      .waitFor();
    await takeControl(second);
    await first.page
      .getByText(first.words.text('shell:connection.viewer'), { exact: true })
      .first()
      .waitFor();
  });
});

describe('a window that is left', () => {
  it('gives control back at once: the next one may act', async () => {
    const first = await open(sluice.url);
    await first.page.goto('about:blank');
    const second = await open(await sluice.newUrl());
    await expectPage(second, second.words.text('home:title'));
    const take = button(second.page, second.words.text('shell:connection.takeControl'));
    expect(await take.isVisible()).toBe(false);
    await chooseSite(second, 'connected');
  });
});

describe('rubbish as a configuration', () => {
  it.each(bothLanguages)('is told by its line, and never hangs the page, in $language', async (as) => {
    const visit = await open(sluice.url, as);
    const { page, words } = visit;
    await chooseSite(visit, 'connected');
    await goTo(visit, 'export');
    await beginWithReleases(visit);
    await writeYaml(
      visit,
      'apiVersion: mirror.openshift.io/v2alpha1\nkind: ImageSetConfiguration\nmirror:\n\tplatform: {}\n',
    );
    await page
      .getByText(words.like('content:forms.errors'))
      .or(page.getByText(words.like('content:forms.unreadable')))
      .first()
      .waitFor();
    await approve(visit, 'yaml-tabs');
    await writeYaml(visit, bomb);
    await page.getByRole('list', { name: words.text('content:problems.name') }).waitFor();
    await approve(visit, 'yaml-bomb');
    const folder = await mkdtemp(join(tmpdir(), 'sluice-yaml-'));
    const large = join(folder, 'large.yaml');
    await writeFile(large, `# ${'x'.repeat(78)}\n`.repeat(70_000));
    await loadFile(visit, large);
    await page.getByText(words.like('content:load.tooLarge', { name: 'large.yaml' })).waitFor();
    await approve(visit, 'yaml-too-large');
    await rm(folder, { recursive: true });
  });
});

describe('a registry that hangs', () => {
  it.each(bothLanguages)('is stopped by its user, in $language', async (as) => {
    const { server: silent, host } = await listen(() => undefined);
    const visit = await open(sluice.url, as);
    await chooseSite(visit, 'connected');
    await goTo(visit, 'registries');
    await addInsecureRegistry(visit, host, 'Silent registry', 'It never answers');
    await testRegistry(visit, false);
    await visit.page.getByText(visit.words.text('registries:test.running')).first().waitFor();
    await approve(visit, 'registry-hangs');
    await button(visit.page, visit.words.text('registries:test.stop')).click();
    await button(visit.page, visit.words.text('registries:test.run')).waitFor();
    silent.close();
  });
});

const isRoot = process.getuid?.() === 0;
/** The user who may do nothing. */
const nobody = 65_534;

describe('a folder that must not be written to', () => {
  it.each(bothLanguages)('is refused with a reason before anything moves, in $language', async (as) => {
    const served = await createServedWorld(isRoot ? { user: nobody } : {});
    const folder = await mkdtemp(join(tmpdir(), 'sluice-locked-'));
    await mkdir(join(folder, 'closed'));
    await chmod(folder, 0o755);
    await chmod(join(folder, 'closed'), 0o555);
    try {
      const visit = await open((await served.start()).url, as);
      const { page, words } = visit;
      await chooseSite(visit, 'connected');
      await goTo(visit, 'export');
      await beginWithReleases(visit);
      await writeYaml(
        visit,
        'apiVersion: mirror.openshift.io/v2alpha1\nkind: ImageSetConfiguration\nmirror:\n  additionalImages:\n    - name: registry.example.com/app:1\n',
      );
      await next(visit, 'destination');
      await chooseFolder(visit, join(folder, 'closed'));
      await page.getByText(words.text('media:fit.notWritable')).waitFor();
      await button(page, words.text('wizard:next', { step: words.text('wizard:steps.preflight') })).click();
      await page.getByRole('alert').getByText(words.like('wizard:status.notWritable')).waitFor();
      await approve(visit, 'folder-closed');
    } finally {
      await served.close();
      await rm(folder, { recursive: true });
    }
  });
});

const mayMount = isRoot && process.platform === 'linux' && tryTmpfs();

describe.skipIf(!mayMount)('a full disk while settings are saved', () => {
  it('keeps the old settings and says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
    const served = await createServedWorld({ stateDirectory: folder });
    try {
      const running = await served.start();
      const visit = await open(running.url);
      const { page, words } = visit;
      await chooseInMasthead(visit, 'theme', words.text('shell:masthead.themes.light'));
      await writeFile(join(folder, 'filler'), Buffer.alloc(16 * 2 ** 20)).catch(() => undefined);
      await goTo(visit, 'settings');
      await page
        .getByRole('radio', { name: words.text('shell:masthead.themes.dark') })
        .or(page.getByLabel(words.text('settings:general.theme')))
        .first()
        .waitFor();
      await page
        .getByLabel(words.text('settings:general.theme'), { exact: true })
        .selectOption({ label: words.text('shell:masthead.themes.dark') });
      await button(page, words.text('settings:save')).click();
      await page
        .getByText(/could not be saved/)
        .first()
        .waitFor();
      await approve(visit, 'settings-disk-full');
      await rm(join(folder, 'filler'));
      await page.reload();
      await page
        .getByRole('button', { name: words.like('shell:masthead.theme') })
        .getByText(words.text('shell:masthead.themes.light'))
        .waitFor();
    } finally {
      await served.close();
      execFileSync('umount', ['-l', folder]);
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** A server of bare connections on a free port. */
async function listen(onSocket: (socket: Socket) => void): Promise<{ server: Server; host: string }> {
  const server = createServer(onSocket);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, host: `127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
}

function tryTmpfs(): boolean {
  const folder = join(tmpdir(), `sluice-mount-probe-${process.pid}`);
  try {
    execFileSync('mkdir', ['-p', folder]);
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    execFileSync('rm', ['-rf', folder]);
  }
}

/** Nine levels of ten aliases: a thousand million elements, if somebody unfolded them. */
const bomb = [
  'apiVersion: mirror.openshift.io/v2alpha1',
  'kind: ImageSetConfiguration',
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 9 },
    (_none, at) => `a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(', ')}]`,
  ),
  'mirror: {additionalImages: *a9}',
  '',
].join('\n');

/** Runs inside the page: what an injected script would try. */
const attempts = `async (foreign) => {
  const refusing = async (act) => {
    try {
      await act();
      return 'allowed';
    } catch {
      return 'refused';
    }
  };
  return {
    fetch: await refusing(() => fetch(foreign, { mode: 'no-cors' })),
    image: await refusing(() => new Promise((done, fail) => {
      const image = new Image();
      image.onload = done;
      image.onerror = fail;
      image.src = foreign + '/pixel.png';
    })),
    evaluated: await refusing(() => (0, eval)('1')),
    inserted: await refusing(() => { document.createElement('div').innerHTML = '<b>x</b>'; }),
    worker: await refusing(() => new Worker(foreign + '/worker.js')),
  };
}`;
