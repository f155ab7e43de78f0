import {
  registryViewSchema,
  SluiceError,
  type CheckedInput,
  type RegistryEntry,
  type RegistryView,
} from '../../contract/index.ts';
import { readBounded } from '../../ports/index.ts';
import { parseRegistriesConf, requireCertificates } from '../../registry/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { findingMessage, toMessage } from '../observer.ts';
import type { PracticeControl } from '../practice/practice-control.ts';
import { checkedPlace } from '../run-request/to-mirror-request.ts';
import type { OwnWorkplaces } from '../workplaces/create-workplaces.ts';
import type { AuthorityStore } from './authority-store.ts';
import { lookAtChain } from './look-at-host.ts';
import { practiceRegistries } from './practice-registries.ts';
import type { RegistryStore } from './registry-store.ts';
import { testRegistry } from './test-registry.ts';

export interface RegistryDesk extends Pick<Desk, 'services' | 'paths' | 'events'> {
  readonly workplaces: OwnWorkplaces;
  readonly registries: RegistryStore;
  readonly authorities: AuthorityStore;
  readonly practice: Pick<PracticeControl, 'isOn' | 'state'>;
  /** Milliseconds for each look at a registry. */
  readonly limit?: number;
}

type Area = HandlersOf<'registries'> & HandlersOf<'registriesConf'>;
const defaultLimit = 20_000;
const largestPem = 1024 * 1024;

/** `registries.*` and `registriesConf.*`. */
export function registryHandlers(desk: RegistryDesk): Area {
  const { services, paths, events, workplaces, registries, authorities, practice } = desk;
  const limit = desk.limit ?? defaultLimit;

  const list = async (): Promise<{ registries: RegistryView[] }> => {
    const trusted = await authorities.list();
    const practised = practice.isOn() ? practiceRegistries(practice.state()) : [];
    const entries: readonly RegistryEntry[] = [...practised, ...(await registries.list())];
    return {
      registries: entries.map((entry) =>
        registryViewSchema.parse({
          ...entry,
          authorities: trusted
            .filter(({ host }) => host === entry.place.host)
            .map(({ certificate }) => certificate),
        }),
      ),
    };
  };
  const changed = (): ReturnType<typeof list> => {
    events.publish('registries.changed', {});
    return list();
  };
  const refusePractice = (id: string): void => {
    if (practice.isOn() && practiceRegistries(practice.state()).some((entry) => entry.id === id)) {
      throw new SluiceError('REGISTRY_OF_PRACTICE');
    }
  };

  return {
    'registries.list': () => list(),
    'registries.save': async (entry) => {
      refusePractice(entry.id);
      await registries.save(entry);
      return changed();
    },
    'registries.remove': async ({ id }) => {
      refusePractice(id);
      await registries.remove(id);
      return changed();
    },
    'registries.test': async ({ entry, push }, { signal }) => {
      const place = checkedPlace(entry.place);
      const workplace = await workplaces.reaching(entry.site, [place.host]);
      const checks = await testRegistry(workplace, { ...entry, place }, { push, signal, limit });
      return { checks: [...checks] };
    },
    'registries.chain': async ({ site, host: given }, { signal }) => {
      const { host } = checkedPlace({ host: given, namespace: '' });
      const workplace = await workplaces.reaching(site, [host]);
      const { certificates, trusted } = await lookAtChain(workplace, host, { signal, limit });
      return { certificates: certificates.map(({ pem: _pem, ...facts }) => facts), trusted };
    },
    'registries.trust': async (input, { signal }) => {
      const { host } = checkedPlace({ host: input.host, namespace: '' });
      await authorities.add(host, await certificatesOf({ ...input, host }, signal));
      return changed();
    },
    'registries.distrust': async ({ host: given, sha256 }) => {
      const { host } = checkedPlace({ host: given, namespace: '' });
      await authorities.remove(host, sha256);
      return changed();
    },
    'registriesConf.preview': async ({ site, place }) => ({
      text: await workplaces.registriesConf(site, checkedPlace(place)),
    }),
    'registriesConf.check': ({ text }) => Promise.resolve({ problems: problemsIn(text) }),
  };

  async function certificatesOf(
    { site, host, authority }: CheckedInput<'registries.trust'>,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    if (authority.kind === 'file') {
      const file = paths.resolve(authority.file, ['ca-file']);
      return requireCertificates(await readText(file), file);
    }
    // Shown again now: a fingerprint that was compared a while ago says nothing about who answers today.
    const workplace = await workplaces.reaching(site, [host]);
    const { certificates } = await lookAtChain(workplace, host, { signal, limit });
    const sha256 = authority.sha256.trim().toUpperCase();
    const shown = certificates.find((certificate) => certificate.sha256 === sha256);
    if (shown !== undefined) return [shown.pem];
    throw new SluiceError('AUTHORITY_NOT_SHOWN', {
      params: { host, sha256: sha256.slice(0, 100) },
      affected: [host],
    });
  }

  async function readText(file: string): Promise<string> {
    try {
      return (await readBounded(services.fs, file, largestPem)).toString('utf8');
    } catch (cause) {
      const reason = (cause as NodeJS.ErrnoException).code ?? 'EFBIG';
      throw new SluiceError('TRUST_FILE_UNREADABLE', { params: { file, reason }, affected: [file], cause });
    }
  }
}

/** What would stop a run, and what is only odd, in an edited registries.conf. */
function problemsIn(text: string): ReturnType<typeof toMessage>[] {
  try {
    return parseRegistriesConf(text, 'registries.conf', 'convert').findings.map(findingMessage);
  } catch (error) {
    return [toMessage(error)];
  }
}
