import type { KeysView, Message } from '../../contract/index.ts';
import { Secret } from '../../registry/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { toMessage } from '../observer.ts';
import type { KeyStore } from './key-store.ts';

/** `keys.*`. A passphrase comes in and goes out by nothing; a private key does neither. */
export function keysHandlers({
  keys,
  events,
}: Pick<Desk, 'events'> & { readonly keys: KeyStore }): HandlersOf<'keys'> {
  const list = async (): Promise<KeysView> => {
    const own = await attempt(() => ownView(keys));
    const trusted = await attempt(() => keys.trusted());
    return {
      ...(own.value !== undefined && { own: own.value }),
      ...(own.problem !== undefined && { problem: own.problem }),
      trusted: (trusted.value ?? []).map(({ name, keyId, pem, addedAt }) => ({
        name,
        keyId,
        publicKey: pem,
        addedAt,
        own: keyId === own.value?.keyId,
      })),
      ...(trusted.problem !== undefined && { trustProblem: trusted.problem }),
      canRemember: keys.canRemember,
    };
  };
  const changed = (): Promise<KeysView> => {
    events.publish('keys.changed', {});
    return list();
  };
  return {
    'keys.list': () => list(),
    'keys.create': async ({ name, passphrase, remember, replace }) => {
      const secret = new Secret(passphrase);
      await keys.create({ name, passphrase: secret, replace });
      if (remember) await keys.unlock(secret, true);
      return changed();
    },
    'keys.unlock': async ({ passphrase, remember }) => {
      await keys.unlock(new Secret(passphrase), remember);
      return changed();
    },
    'keys.lock': async () => {
      await keys.lock();
      return changed();
    },
    'keys.trust': async ({ name, publicKey }) => {
      await keys.trust(name, publicKey);
      return changed();
    },
    'keys.distrust': async ({ keyId }) => {
      await keys.distrust(keyId);
      return changed();
    },
  };
}

async function ownView(keys: KeyStore): Promise<KeysView['own']> {
  const own = await keys.own();
  if (own === undefined) return undefined;
  return { ...own, unlocked: await keys.isUnlocked(), remembered: keys.remembers(own.keyId) };
}

/** What cannot be read does not keep the page from showing the rest. */
async function attempt<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value?: Value; readonly problem?: Message }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { problem: toMessage(error) };
  }
}
