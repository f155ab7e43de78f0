import { join } from 'node:path';
import { z } from 'zod';
import { SluiceError, siteSchema, type Site } from '../../contract/index.ts';
import { Secret, type OwnCredential } from '../../registry/index.ts';
import type { EventHub } from '../app/event-hub.ts';
import { keptFile } from '../kept-file.ts';
import { findingMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { withoutTrailingSlashes } from '../trailing-slashes.ts';
import type { Vault } from './vault.ts';

/** Credentials that somebody entered here, and the auth files that were chosen, for each site. */
export interface CredentialStore {
  /** Where a new one would be kept. */
  readonly store: Vault['store'];
  own(site: Site): readonly OwnCredential[];
  /** Throws CREDENTIALS_NOT_SAVED. */
  save(
    site: Site,
    credential: { readonly scope: string; readonly username: string; readonly secret: Secret },
  ): Promise<void>;
  remove(site: Site, scope: string): Promise<void>;
  authFile(site: Site): Promise<string | undefined>;
  /** Throws STATE_NOT_SAVED. */
  chooseAuthFile(site: Site, file: string | undefined): Promise<void>;
}

const valueForm = z.strictObject({ username: z.string(), secret: z.string() });
const choiceForm = z.object({
  version: z.literal(1),
  authFiles: z.partialRecord(siteSchema, z.string()),
});

export function createCredentialStore(options: {
  readonly services: HostServices;
  readonly folder: string;
  readonly vault: Vault;
  readonly events: Pick<EventHub, 'publish'>;
}): CredentialStore {
  const { services, folder, vault, events } = options;
  const choices = keptFile({
    services,
    file: join(folder, 'auth-files.json'),
    schema: choiceForm,
    empty: { version: 1 as const, authFiles: {} },
    onDamaged: (finding) => events.publish('notice', { level: 'warning', message: findingMessage(finding) }),
  });
  const source = vault.store;
  return {
    store: vault.store,
    own: (site) =>
      vault.names().flatMap((name) => {
        const value = name.startsWith(prefixOf(site)) ? readValue(vault.get(name)) : undefined;
        if (value === undefined) return [];
        const scope = name.slice(prefixOf(site).length);
        return [{ scope, username: value.username, password: new Secret(value.secret), source }];
      }),
    save: (site, { scope, username, secret }) =>
      vault.set(
        `${prefixOf(site)}${scope}`,
        new Secret(JSON.stringify({ username, secret: secret.reveal() })),
      ),
    remove: (site, scope) => vault.remove(`${prefixOf(site)}${scope}`),
    authFile: async (site) => (await choices.read()).authFiles[site],
    async chooseAuthFile(site, file) {
      await choices.change(({ version, authFiles }) => {
        const { [site]: _former, ...others } = authFiles;
        return { version, authFiles: file === undefined ? others : { ...others, [site]: file } };
      });
    },
  };
}

/** A parser's message about a value that is none would quote it: it is dropped. */
function readValue(value: Secret | undefined): z.output<typeof valueForm> | undefined {
  try {
    return valueForm.parse(JSON.parse(value?.reveal() ?? ''));
  } catch {
    return undefined;
  }
}

/** Throws CREDENTIAL_SCOPE_INVALID for anything but `host[:port]` with an optional lower-case path. */
export function checkedScope(text: string): string {
  const scope = withoutTrailingSlashes(text.trim().replace(/^https?:\/\//, ''));
  const valid =
    /^(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)?$/.test(
      scope,
    );
  if (valid) return scope;
  throw new SluiceError('CREDENTIAL_SCOPE_INVALID', { params: { scope: withoutUser(scope) } });
}

/** Somebody may have pasted an address with user and password. */
function withoutUser(scope: string): string {
  return scope.replace(/^.*@/s, '***@').slice(0, 200);
}

function prefixOf(site: Site): string {
  return `registry:${site}:`;
}
