import { BlockList, isIP, isIPv6 } from 'node:net';

/** How far an address reaches. Ordered nowhere: what may lead to what is `mayRefer`. */
export type AddressKind = 'public' | 'private' | 'loopback' | 'link-local' | 'unspecified' | 'multicast';

const kinds: readonly (readonly [AddressKind, readonly (readonly [string, number])[]])[] = [
  [
    'unspecified',
    [
      ['0.0.0.0', 8],
      ['::', 128],
    ],
  ],
  [
    'loopback',
    [
      ['127.0.0.0', 8],
      ['::1', 128],
    ],
  ],
  [
    'link-local',
    [
      ['169.254.0.0', 16],
      ['fe80::', 10],
    ],
  ],
  [
    'multicast',
    [
      ['224.0.0.0', 4],
      ['255.255.255.255', 32],
      ['ff00::', 8],
    ],
  ],
  [
    'private',
    [
      ['10.0.0.0', 8],
      ['172.16.0.0', 12],
      ['192.168.0.0', 16],
      ['100.64.0.0', 10],
      ['fc00::', 7],
    ],
  ],
];

const lists = kinds.map(([kind, networks]) => {
  const list = new BlockList();
  for (const [network, bits] of networks) list.addSubnet(network, bits, isIPv6(network) ? 'ipv6' : 'ipv4');
  return [kind, list] as const;
});

/** The kind of a literal IPv4 or IPv6 address. IPv4 inside IPv6 (mapped, NAT64) counts as the IPv4 address. */
export function addressKind(address: string): AddressKind {
  const literal = embeddedIPv4(address) ?? address;
  const family = isIPv6(literal) ? 'ipv6' : 'ipv4';
  for (const [kind, list] of lists) if (list.check(literal, family)) return kind;
  return 'public';
}

/** `[::1]` and `10.0.0.1` as bare addresses; undefined for a name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? undefined : bare;
}

/**
 * Whether a server at addresses of the kinds `from` may send us to an address of kind `to`
 * (registry-client.md A11.3, A11.4). Private addresses are ordinary behind an air gap, so a
 * private registry may name private hosts; a public one may not.
 */
export function mayRefer(from: ReadonlySet<AddressKind>, to: AddressKind): boolean {
  if (to === 'public' || from.has(to)) return true;
  return to === 'private' && (from.has('loopback') || from.has('link-local'));
}

function embeddedIPv4(address: string): string | undefined {
  if (!isIPv6(address)) return undefined;
  // The URL parser writes the address in its shortest hexadecimal form.
  const canonical = new URL(`http://[${address.split('%')[0] ?? ''}]/`).hostname.slice(1, -1);
  const match = /^(?:::ffff:(?:0:)?|64:ff9b::|::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (match === null) return undefined;
  const high = Number.parseInt(match[1] ?? '', 16);
  const low = Number.parseInt(match[2] ?? '', 16);
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}
