import { SluiceError } from '../contract/index.ts';

// registry-client.md R1. The alternatives of a component start with different characters,
// so the expressions cannot backtrack badly; lengths are checked before all the same.
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const pathForm = new RegExp(`^${component}(?:/${component})*$`);
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const hostLabel = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const hostForm = new RegExp(
  `^(?:${hostLabel}(?:\\.${hostLabel})*|\\[[a-fA-F0-9:]{2,45}\\])(?::([0-9]{1,5}))?$`,
);

/** Some registries refuse a host and path longer than this together; worth a warning (registry-client.md R1). */
export const maximumNameLength = 255;
const maximumPathLength = 2048;

/** Whether `text` is the path of a repository below its registry host, such as `openshift/release`. */
export function isRepositoryPath(text: string): boolean {
  return text.length <= maximumPathLength && pathForm.test(text);
}

export function isTag(text: string): boolean {
  return tagForm.test(text);
}

/** Whether `text` is a host name, an IPv4 address or a bracketed IPv6 address, with or without a port. */
export function isRegistryHost(text: string): boolean {
  if (text.length > 260) return false;
  const match = hostForm.exec(text);
  if (match === null) return false;
  const port = match[1];
  return port === undefined || (Number(port) > 0 && Number(port) <= 65_535);
}

/**
 * Whether the first component of a name is a registry host rather than a Docker Hub user:
 * it holds a dot, a colon or an upper-case letter, or is `localhost` (registry-client.md R4).
 */
export function looksLikeHost(first: string): boolean {
  return first === 'localhost' || /[.:A-Z]/.test(first);
}

/** Text from a user or a file, made fit for a message: cut, and without a password in a URL. */
export function shown(text: string): string {
  const cut = text.length <= 300 ? text : `${text.slice(0, 299)}…`;
  return cut.replace(/:\/\/[^/@\s]*@/g, '://***@');
}

/** Checks the path of a repository. Throws REFERENCE_NAME_INVALID naming `reference`. */
export function requireRepositoryPath(path: string, reference: string): void {
  if (isRepositoryPath(path)) return;
  throw new SluiceError('REFERENCE_NAME_INVALID', {
    params: { reference: shown(reference), name: shown(path) },
  });
}

/** Checks a registry host. Throws REFERENCE_HOST_INVALID naming `reference`. */
export function requireRegistryHost(host: string, reference: string): void {
  if (isRegistryHost(host)) return;
  throw new SluiceError('REFERENCE_HOST_INVALID', {
    params: { reference: shown(reference), host: shown(host) },
  });
}

/** Checks a tag. Throws REFERENCE_TAG_INVALID naming `reference`. */
export function requireTag(tag: string, reference: string): void {
  if (isTag(tag)) return;
  throw new SluiceError('REFERENCE_TAG_INVALID', {
    params: { reference: shown(reference), tag: shown(tag) },
  });
}
