import type { Check, RegistryEntry, RegistryPlace } from '../../../contract/index.ts';
import { testRegistry } from '../../registries/test-registry.ts';
import type { CheckContext, StartCheck } from './start-check.ts';

/** The registry that is filled, step by step as `registries.test` does it: `reach`, `tls`, `protocol`, `login`, `pull`, `push`. */
export const checkTargetRegistry: StartCheck = (context) => {
  const { destination } = context.engine.request;
  if (destination.kind !== 'registry') return Promise.resolve([]);
  return test(context, { host: destination.host, namespace: destination.namespace }, true);
};

/** The registry that is read: the same steps without writing, as `source-reach` and so on. */
export const checkSourceRegistry: StartCheck = async (context) => {
  const { source } = context.run;
  if (source.kind !== 'registry') return [];
  const checks = await test(context, source.place, false);
  return checks.map((check) => ({ ...check, id: `source-${check.id}` }));
};

async function test(
  { desk, run, engine, signal }: CheckContext,
  place: RegistryPlace,
  push: boolean,
): Promise<readonly Check[]> {
  const entry = await entryFor({ desk, run, engine }, place);
  const { services, network, practice } = engine;
  const checks = await testRegistry({ site: run.site, practice, services, network }, entry, { push, signal });
  // A step that was not asked for is none that was left out.
  return checks.filter(({ id, state }) => push || id !== 'push' || state !== 'skipped');
}

/** As it is saved here; one that is not is used as the run would use it. */
async function entryFor(
  { desk, run, engine }: Pick<CheckContext, 'desk' | 'run' | 'engine'>,
  place: RegistryPlace,
): Promise<RegistryEntry> {
  const saved = (await desk.registries.list()).find(
    ({ site, place: { host } }) => site === run.site && host === place.host,
  );
  const insecure = engine.services.connections?.insecure.find(({ host }) => host === place.host);
  return {
    id: saved?.id ?? 'asked',
    name: saved?.name ?? place.host,
    site: run.site,
    place,
    profile: saved?.profile ?? 'generic',
    tls:
      insecure === undefined
        ? { mode: 'verify' }
        : { mode: 'insecure', reason: insecure.reason ?? 'HTTP, 127.0.0.1' },
  };
}
