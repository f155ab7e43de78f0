import type { Endpoint, RegistriesConf, RegistryRule } from './model.ts';

/** `host/repository:tag` or `host/repository@digest`. */
export function formatEndpoint({ host, repository, reference }: Endpoint): string {
  const suffix = reference.kind === 'digest' ? `@${reference.digest}` : `:${reference.tag}`;
  return `${host}/${repository}${suffix}`;
}

/**
 * The configuration in force in a few lines, for `--log-level debug` and the GUI (registry-client.md 2.1).
 * Proxies are shown without their credentials.
 */
export function describeRegistriesConf(conf: RegistriesConf): readonly string[] {
  const files = conf.files.length === 0 ? 'no registries.conf found' : `files: ${conf.files.join(', ')}`;
  const helpers = `credential helpers: ${conf.credentialHelpers.join(', ')}`;
  return [files, helpers, ...conf.rules.flatMap(describeRule)];
}

function describeRule(rule: RegistryRule): readonly string[] {
  const target = rule.location === '' || rule.location === rule.prefix ? '' : ` -> ${rule.location}`;
  const flags = [
    rule.insecure && 'insecure',
    rule.blocked && 'blocked',
    rule.mirrorByDigestOnly && 'mirrors by digest only',
    rule.proxy !== undefined && `proxy ${rule.proxy.url.href}`,
  ];
  const mirrors = rule.mirrors.map((mirror) => {
    const use = mirror.pullFromMirror !== 'all' && mirror.pullFromMirror;
    const proxy = mirror.proxy !== undefined && `proxy ${mirror.proxy.url.href}`;
    return `  mirror ${mirror.location}${list([use, mirror.insecure && 'insecure', proxy])}`;
  });
  return [`${rule.prefix}${target}${list(flags)}  (${rule.file})`, ...mirrors];
}

function list(words: readonly (string | false)[]): string {
  const present = words.filter((word) => word !== false);
  return present.length === 0 ? '' : ` [${present.join(', ')}]`;
}
