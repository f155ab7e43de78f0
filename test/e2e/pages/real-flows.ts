import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { Site } from '../../../core/contract/index.ts';
import type { DockerRegistry } from '../../support/docker-registry.ts';
import type { RealWorld } from '../../support/e2e-real-world.ts';
import { addChannel, beginWithReleases, chooseRange } from './content-step.ts';
import { chooseFolder, makeFolder } from './folder-choice.ts';
import { chooseSite } from './home-page.ts';
import { addInsecureRegistry } from './registry-form.ts';
import { goTo } from './shell-page.ts';
import type { Visit } from './visit.ts';
import { expectStep, next } from './wizard-page.ts';

// What flows with real registries and a real folder have in common.

/** Sits down at the machine of an environment; `enter` opens a window at its address. */
export async function sitDown(
  world: RealWorld,
  site: Site,
  enter: (url: string) => Promise<Visit>,
): Promise<Visit> {
  const sluice = await world.machines[site].start();
  const at = await enter(sluice.url);
  await chooseSite(at, site);
  return at;
}

/** Chooses the releases from the first to the last of these, of the channel that every test carries. */
export async function chooseReleases(at: Visit, ends: readonly string[], within?: Locator): Promise<void> {
  await beginWithReleases(at, within);
  await addChannel(at, 'stable-4.15', within);
  await chooseRange(at, ends, within);
}

/** Chooses a new folder on the medium to write to. */
export async function chooseNewFolder(
  at: Visit,
  medium: string,
  name: string,
  within?: Locator,
): Promise<void> {
  await chooseFolder(at, medium, within);
  await makeFolder(at, name, within);
}

/** Chooses a set on the medium and goes on to the registry. */
export async function chooseSet(at: Visit, medium: string, name: string): Promise<void> {
  await expectStep(at, 'archive');
  await chooseFolder(at, join(medium, name));
  await next(at, 'registry');
}

/** Sits down where a set is imported, chooses it, and types in the registry of that environment. */
export async function beginImport(
  world: RealWorld,
  site: 'enterprise' | 'enclave',
  set: string,
  enter: (url: string) => Promise<Visit>,
): Promise<Visit> {
  const at = await sitDown(world, site, enter);
  await goTo(at, `${site}Import`);
  await chooseSet(at, world.medium, set);
  await addRegistry(at, world[site], site === 'enterprise' ? 'Enterprise registry' : 'Enclave registry');
  return at;
}

/** Types in a registry of this machine, which has no certificate. */
export function addRegistry(at: Visit, registry: Pick<DockerRegistry, 'host'>, name: string): Promise<void> {
  return addInsecureRegistry(at, registry.host, name, 'Rehearsal on one machine');
}
