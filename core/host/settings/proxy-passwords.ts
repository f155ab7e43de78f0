import type { Settings } from '../../contract/index.ts';
import { Secret } from '../../registry/index.ts';
import type { Vault } from '../credentials/vault.ts';

type Proxies = Settings['proxies'];
const passworded = ['http', 'https'] as const;
const passwordForm = /^((?:[A-Za-z][A-Za-z0-9+.-]*:\/\/)?[^:@/]*):(.*)@/;
const mask = '***';

/** The address with its password, if any, as stars: what is shown and what stands in the file. */
export function maskedProxy(address: string): string {
  return address.replace(passwordForm, `$1:${mask}@`);
}

/**
 * Moves the passwords of `given` into the vault and gives what may stand in the file. An address as it was
 * shown, with stars, keeps its password. Throws CREDENTIALS_NOT_SAVED.
 */
export async function hideProxyPasswords(given: Proxies, vault: Vault): Promise<Proxies> {
  for (const name of passworded) {
    const address = given[name];
    const shown = maskedProxy(address);
    const known = vault.get(keyOf(name));
    if (shown === address) {
      const keeps = known !== undefined && maskedProxy(known.reveal()) === address;
      if (known !== undefined && !keeps) await vault.remove(keyOf(name));
    } else {
      await vault.set(keyOf(name), new Secret(address));
    }
  }
  return { http: maskedProxy(given.http), https: maskedProxy(given.https), no: given.no };
}

/** The addresses as they are used. A password that did not outlive the session is left out. */
export function withProxyPasswords(kept: Proxies, vault: Vault): Proxies {
  const used = (name: (typeof passworded)[number]): string => {
    const known = vault.get(keyOf(name))?.reveal();
    if (known !== undefined && maskedProxy(known) === kept[name]) return known;
    return kept[name].replace(`:${mask}@`, '@');
  };
  return { http: used('http'), https: used('https'), no: kept.no };
}

function keyOf(name: string): string {
  return `proxy:${name}`;
}
