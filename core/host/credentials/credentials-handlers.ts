import { SluiceError, type CommandOutput, type CredentialView, type Site } from '../../contract/index.ts';
import { checkAuthFile, listCredentials, Secret } from '../../registry/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { toMessage } from '../observer.ts';
import { forgetRealm } from '../realm-memory.ts';
import { checkedScope, type CredentialStore } from './credential-store.ts';

export interface CredentialDesk extends Pick<Desk, 'services' | 'ports' | 'paths' | 'events' | 'workplaces'> {
  readonly credentials: CredentialStore;
}

type Listing = CommandOutput<'credentials.list'>;
const ownPrefix = 'own:';

/** `credentials.*`. A secret comes in by `save` and goes out by nothing. */
export function credentialHandlers(desk: CredentialDesk): HandlersOf<'credentials'> {
  const { ports, paths, events, workplaces, credentials } = desk;

  const list = async (site: Site): Promise<Listing> => {
    const { services } = await workplaces.at(site);
    const authFile = await credentials.authFile(site);
    const own = credentials.own(site).map(({ scope, username, source }): CredentialView => ({
      id: ownPrefix + scope,
      scope,
      username,
      kind: 'password',
      source,
      removable: true,
    }));
    const { entries, failures } = await listCredentials({
      fs: services.fs,
      environment: services.environment,
      furtherFiles: authFile === undefined ? [] : [authFile],
    });
    const found = entries.map(({ scope, kind, username, file, helper }): CredentialView => ({
      id: `${file}#${scope}`,
      scope,
      kind,
      source: helper === undefined ? file : `${file}, docker-credential-${helper}`,
      removable: false,
      ...(username !== undefined && { username }),
    }));
    const problems = failures.map(toMessage);
    return {
      credentials: [...own, ...found],
      store: credentials.store,
      ...(credentials.store === 'session' && { why: whySession() }),
      ...(authFile !== undefined && { authFile }),
      ...(problems.length > 0 && { problems }),
    };
  };
  const whySession = (): ReturnType<typeof toMessage> =>
    toMessage(
      new SluiceError(ports.shell === 'browser' ? 'CREDENTIALS_SESSION_ONLY' : 'CREDENTIALS_NO_KEY_STORE'),
    );
  const changed = (site: Site): Promise<Listing> => {
    events.publish('registries.changed', {});
    return list(site);
  };

  return {
    'credentials.list': ({ site }) => list(site),
    'credentials.save': async ({ site, scope, username, secret }) => {
      if (username === '' || secret === '') throw new SluiceError('CREDENTIAL_INCOMPLETE');
      const checked = checkedScope(scope);
      await credentials.save(site, { scope: checked, username, secret: new Secret(secret) });
      // Who enters a password for a registry anew means to log in there, wherever it sends logins by now.
      await forgetRealm((await workplaces.at(site)).services, checked.split('/')[0] ?? checked);
      return changed(site);
    },
    'credentials.remove': async ({ site, id }) => {
      if (!id.startsWith(ownPrefix)) throw new SluiceError('CREDENTIAL_NOT_OWN');
      await credentials.remove(site, id.slice(ownPrefix.length));
      return changed(site);
    },
    'credentials.useAuthFile': async ({ site, file }) => {
      const path = file === null ? undefined : paths.resolve(file, ['auth-file']);
      // A file that is none is refused when it is chosen, not in the middle of a run.
      if (path !== undefined) await checkAuthFile(desk.services.fs, path);
      await credentials.chooseAuthFile(site, path);
      return changed(site);
    },
  };
}
