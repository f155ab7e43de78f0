import { BlockList, isIP, isIPv4 } from 'node:net';
import { domainToASCII } from 'node:url';

/** A host as it stands in a URL, taken apart once for all rules. */
export interface ProxyTarget {
  /** Lower case, without brackets. */
  readonly host: string;
  readonly port: string;
}

export type NoProxyRule = (target: ProxyTarget) => boolean;

/**
 * Reads NO_PROXY with the rules of Go's httpproxy, which oc, oc-mirror and podman follow (registry-client.md X1):
 * comma separated; `*` alone turns proxies off; an address, a CIDR range or a domain, the first and last with an
 * optional port; a domain covers itself and its subdomains, with a leading dot or `*.` only the subdomains.
 * Entries that mean nothing are ignored.
 */
export function parseNoProxy(text: string): NoProxyRule {
  const entries = text
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
  const everything = entries.indexOf('*') !== -1;
  if (everything) return () => true;
  const rules = entries.map(parseEntry).filter((rule) => rule !== undefined);
  return (target) => rules.some((rule) => rule(target));
}

/** True for a text that is an IP address without a zone. */
export function isAddress(text: string): boolean {
  return !text.includes('%') && isIP(text) !== 0;
}

function parseEntry(entry: string): NoProxyRule | undefined {
  const range = parseRange(entry);
  if (range !== undefined) return ({ host }) => isAddress(host) && inList(range, host);
  const { host, port } = splitPort(entry);
  if (host === '') return undefined;
  const portFits = (target: ProxyTarget): boolean => port === '' || port === target.port;
  if (isAddress(host)) {
    const single = new BlockList();
    single.addAddress(host, family(host));
    return (target) => portFits(target) && isAddress(target.host) && inList(single, target.host);
  }
  const domain = host.startsWith('*.') ? host.slice(1) : host;
  const ascii = domainToASCII(domain) || domain;
  if (ascii.startsWith('.')) return (target) => portFits(target) && target.host.endsWith(ascii);
  return (target) => portFits(target) && (target.host === ascii || target.host.endsWith(`.${ascii}`));
}

function parseRange(entry: string): BlockList | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(entry);
  const address = match?.[1] ?? '';
  const bits = Number(match?.[2]);
  if (!isAddress(address) || bits > (isIPv4(address) ? 32 : 128)) return undefined;
  const list = new BlockList();
  list.addSubnet(address, bits, family(address));
  return list;
}

function splitPort(entry: string): { host: string; port: string } {
  const bracketed = /^\[([^\]]*)\]:([^:]*)$/.exec(entry);
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: bracketed[2] ?? '' };
  const plain = /^([^:[\]]*):([^:]*)$/.exec(entry);
  return plain === null ? { host: entry, port: '' } : { host: plain[1] ?? '', port: plain[2] ?? '' };
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}

function inList(list: BlockList, address: string): boolean {
  return list.check(address, family(address));
}
