import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Look } from '../support/e2e-browser.ts';
import { listContent } from '../support/docker-registry.ts';
import { createRealWorld, type RealWorld } from '../support/e2e-real-world.ts';
import { addEnclave } from './pages/enclaves-step.ts';
import type { Flow } from './pages/home-page.ts';
import { beginImport, chooseNewFolder, chooseReleases, sitDown } from './pages/real-flows.ts';
import { goTo } from './pages/shell-page.ts';
import { useVisits } from './pages/use-visits.ts';
import { approve, type Visit } from './pages/visit.ts';
import { expectStep, finishFlow, next, type Step } from './pages/wizard-page.ts';

const looks: readonly Look[] = [
  { language: 'en', dark: false },
  { language: 'zh', dark: true },
];

let world: RealWorld;
beforeEach(async () => {
  world = await createRealWorld();
});
afterEach(() => world.close());
const open = useVisits('real-failed');

function finish(at: Visit, flow: Flow, last: Step): Promise<void> {
  return finishFlow(at, flow, last, async (step) => {
    if (step === last) await approve(at, `real-${flow}-${step}`);
  });
}

describe.each(looks)(
  'the four steps with real registries, each in a window that is $language, dark: $dark',
  (look) => {
    const enter = (url: string): Promise<Visit> => open(look, url);

    it('bring exactly what was clicked into the registry of the enclave', async () => {
      let at = await sitDown(world, 'connected', enter);
      await goTo(at, 'export');
      await expectStep(at, 'content');
      await chooseReleases(at, ['4.15.0', '4.15.3']);
      await approve(at, 'real-export-content');
      await next(at, 'destination');
      await chooseNewFolder(at, world.medium, 'for-enterprise');
      await finish(at, 'export', 'done');

      at = await beginImport(world, 'enterprise', 'for-enterprise', enter);
      await approve(at, 'real-enterprise-registry');
      await next(at, 'content');
      await finish(at, 'enterprise-import', 'resources');
      expect(await heldBy(world.enterprise.host)).toEqual({
        releases: contentOf(['4.15.0', '4.15.1', '4.15.2', '4.15.3']),
        hasGraph: true,
      });

      await goTo(at, 'enclaveExport');
      await expectStep(at, 'source');
      await next(at, 'enclaves');
      await addEnclave(at, 'north', (dialog) => chooseReleases(at, ['4.15.2'], dialog));
      await next(at, 'media');
      await chooseNewFolder(at, world.medium, 'for-north');
      await finish(at, 'enclave-export', 'done');

      at = await beginImport(world, 'enclave', 'for-north', enter);
      await finish(at, 'enclave-import', 'resources');
      expect(await heldBy(world.enclave.host)).toEqual({ releases: contentOf(['4.15.2']), hasGraph: true });
    });
  },
);

/** `repository:tag digest` of everything that these versions consist of. */
function contentOf(versions: readonly string[]): string[] {
  const lines = world.content.releases
    .filter((release) => versions.includes(release.version))
    .flatMap((release) => [
      `openshift/release-images:${release.tag} ${release.digest}`,
      ...release.components.map(
        ({ name, reference }) => `openshift/release:${release.tag}-${name} ${reference.split('@')[1]}`,
      ),
    ]);
  return lines.sort();
}

/** The update graph is made anew for each set: that it is there is what can be known of it. */
async function heldBy(host: string): Promise<{ releases: string[]; hasGraph: boolean }> {
  const held = await listContent(host);
  const isGraph = (line: string): boolean => line.startsWith('openshift/graph-image:');
  return { releases: held.filter((line) => !isGraph(line)), hasGraph: held.some(isGraph) };
}
