import { lookup as systemLookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { SluiceError } from '../../contract/index.ts';
import { addressKind, literalAddress, mayRefer, type AddressKind } from './address.ts';

/** Resolves a name to all its addresses; `node:dns`'s `lookup` with `all`. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export const systemResolve: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });

/** Remembers which kinds of address each host had, so that what it refers to can be judged. */
export interface AddressBook {
  /** The kinds of address that `hostname` resolves to; asks the resolver when it was never met. */
  kindsOf(hostname: string): Promise<ReadonlySet<AddressKind>>;
  /** Throws ADDRESS_REFUSED when `hostname` is a literal address that `referrer` may not name. */
  checkLiteral(hostname: string, referrer: URL): Promise<void>;
  /** A lookup for sockets. With a referrer the addresses are judged here, at connect time, so that DNS cannot change in between. */
  lookupFor(referrer: URL | undefined): LookupFunction;
}

export function createAddressBook(resolve: Resolve): AddressBook {
  const seen = new Map<string, ReadonlySet<AddressKind>>();

  const note = (hostname: string, addresses: readonly LookupAddress[]): void => {
    const kinds = addresses.map(({ address }) => addressKind(address));
    seen.set(hostname, new Set([...(seen.get(hostname) ?? []), ...kinds]));
  };

  const find = async (hostname: string): Promise<readonly LookupAddress[]> => {
    const addresses = await resolve(hostname);
    note(hostname, addresses);
    return addresses;
  };

  const kindsOf = async (hostname: string): Promise<ReadonlySet<AddressKind>> => {
    const literal = literalAddress(hostname);
    if (literal !== undefined) return new Set([addressKind(literal)]);
    const known = seen.get(hostname);
    if (known !== undefined) return known;
    await find(hostname);
    return seen.get(hostname) ?? new Set();
  };

  /**
   * The addresses that `referrer` may name, by what it was itself when it spoke: a name that now resolves to
   * something else must not vouch for that, and what is refused is not remembered as its own.
   */
  const findReferred = async (hostname: string, referrer: URL): Promise<readonly LookupAddress[]> => {
    const from = await kindsOf(referrer.hostname);
    const addresses = await resolve(hostname);
    const kept = addresses.filter(({ address }) => mayRefer(from, addressKind(address)));
    const refused = addresses[0];
    if (kept.length === 0 && refused !== undefined) throw refusal(hostname, refused.address, referrer);
    note(hostname, kept);
    return kept;
  };

  return {
    kindsOf,
    checkLiteral: async (hostname, referrer) => {
      const literal = literalAddress(hostname);
      if (literal === undefined) return;
      if (!mayRefer(await kindsOf(referrer.hostname), addressKind(literal))) {
        throw refusal(hostname, literal, referrer);
      }
    },
    lookupFor: (referrer) => (hostname, options, callback) => {
      const judge = callbackify(() =>
        referrer === undefined ? find(hostname) : findReferred(hostname, referrer),
      );
      judge((error, addresses) => {
        if (error !== null) return callback(error, []);
        const wanted = ofFamily(addresses, options.family);
        if (options.all === true) return callback(null, [...wanted]);
        return callback(null, wanted[0]?.address ?? '', wanted[0]?.family);
      });
    },
  };
}

function ofFamily(
  addresses: readonly LookupAddress[],
  family: number | string | undefined,
): readonly LookupAddress[] {
  const number = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : family;
  const wanted = addresses.filter((address) => address.family === number);
  return wanted.length > 0 ? wanted : addresses;
}

function refusal(hostname: string, address: string, referrer: URL): SluiceError {
  return new SluiceError('ADDRESS_REFUSED', {
    params: { host: hostname, address, kind: addressKind(address), referrer: referrer.host },
    affected: [referrer.host],
  });
}
