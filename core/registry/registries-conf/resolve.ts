import { type Finding, SluiceError } from '../../contract/index.ts';
import {
  type DockerReference,
  formatDockerReference,
  parseDockerReference,
  requireTagOrDigest,
} from '../../reference/index.ts';
import { confFinding } from './fail.ts';
import { findRule, matchedLength } from './match.ts';
import type { Endpoint, EndpointReference, MirrorRule, RegistriesConf, RegistryRule } from './model.ts';

export interface ResolveOptions {
  /**
   * True: exactly containers/image. Default false, which differs in two ways: a mirror whose rewritten name is
   * unusable is skipped instead of failing the pull, and `name:tag@digest` is accepted (registry-client.md R5).
   */
  readonly exact?: boolean;
  /** The user's explicit choice, which beats `insecure` of every endpoint. Leave it out when none was made. */
  readonly tlsVerify?: boolean;
}

export interface Resolution {
  readonly endpoints: readonly Endpoint[];
  /** Mirrors that were skipped, and why. */
  readonly findings: readonly Finding[];
}

/**
 * The places to ask for `reference`, in order, as containers/image would (registry-client.md 2.2): the mirrors of
 * the one matching rule, then the primary. Pure; contacts nobody.
 * Throws the REFERENCE_ codes, and REGISTRIES_CONF_REWRITE when the primary becomes unusable.
 */
export function resolveEndpoints(
  conf: RegistriesConf,
  reference: string,
  options: ResolveOptions = {},
): readonly Endpoint[] {
  return explainEndpoints(conf, reference, options).endpoints;
}

/** `resolveEndpoints`, together with what it passed over. */
export function explainEndpoints(
  conf: RegistriesConf,
  reference: string,
  options: ResolveOptions = {},
): Resolution {
  const exact = options.exact ?? false;
  const parsed = parseDockerReference(reference);
  const asked = exact ? requireTagOrDigest(parsed) : parsed;
  const rule = findRule(conf.rules, asked.name);
  const endpoints: Endpoint[] = [];
  const findings: Finding[] = [];
  for (const mirror of rule === undefined ? [] : mirrorsFor(rule, asked)) {
    const target = rewrite(asked, rule, mirror.location);
    if (target.reference === undefined) {
      if (exact) throw rewriteError(asked, rule, mirror.location, target.text);
      findings.push(skipped(asked, rule, mirror.location, target.text));
      continue;
    }
    endpoints.push(toEndpoint(conf, asked, target.reference, rule, mirror, options));
  }
  const primary = rewrite(asked, rule, rule?.location ?? '');
  if (primary.reference === undefined) {
    throw rewriteError(asked, rule, rule?.location ?? '', primary.text);
  }
  endpoints.push(toEndpoint(conf, asked, primary.reference, rule, undefined, options));
  return { endpoints, findings };
}

/** Whether `name` (host or host/path) may be reached without TLS or verification. For pushes: nothing is rewritten. */
export function insecureFor(conf: RegistriesConf, name: string): boolean {
  return findRule(conf.rules, name)?.insecure ?? false;
}

/** Whether requests for `name` (host or host/path) are refused. For pushes: nothing is rewritten. */
export function blockedFor(conf: RegistriesConf, name: string): boolean {
  return findRule(conf.rules, name)?.blocked ?? false;
}

/** registry-client.md 2.2 `mirror-by-digest-only`, `pull-from-mirror`. */
function mirrorsFor(rule: RegistryRule, asked: DockerReference): readonly MirrorRule[] {
  const byDigest = asked.digest !== undefined;
  if (rule.mirrorByDigestOnly) return byDigest ? rule.mirrors : [];
  const refused = byDigest ? 'tag-only' : 'digest-only';
  return rule.mirrors.filter(({ pullFromMirror }) => pullFromMirror !== refused);
}

/**
 * Puts `location` in the place of what the prefix covers. An empty location rewrites nothing. The result must be
 * in full form already, hence the comparison: `docker.io/x` would silently become `docker.io/library/x`.
 */
function rewrite(
  asked: DockerReference,
  rule: RegistryRule | undefined,
  location: string,
): { readonly text: string; readonly reference: DockerReference | undefined } {
  const whole = formatDockerReference(asked);
  if (rule === undefined || location === '') return { text: whole, reference: asked };
  const text = location + whole.slice(matchedLength(whole, rule.prefix) ?? whole.length);
  try {
    const reference = parseDockerReference(text);
    return { text, reference: formatDockerReference(reference) === text ? reference : undefined };
  } catch (error) {
    if (error instanceof SluiceError) return { text, reference: undefined };
    throw error;
  }
}

function toEndpoint(
  conf: RegistriesConf,
  asked: DockerReference,
  target: DockerReference,
  rule: RegistryRule | undefined,
  mirror: MirrorRule | undefined,
  options: ResolveOptions,
): Endpoint {
  const settings = mirror ?? rule;
  const configured = settings?.insecure ?? false;
  const proxy = settings?.proxy;
  return {
    host: target.domain,
    repository: target.path,
    reference: endpointReference(target),
    kind: mirror === undefined ? 'primary' : 'mirror',
    layout: 'literal',
    rewritten: target.name !== asked.name,
    insecure: options.tlsVerify === undefined ? configured : !options.tlsVerify,
    // V09-V11: of the place itself, which may have a rule of its own.
    blocked: blockedFor(conf, target.name),
    ...(proxy !== undefined && { proxy }),
    ...(mirror !== undefined && { pullFromMirror: mirror.pullFromMirror }),
    ...(rule !== undefined && {
      rule: { file: rule.file, prefix: rule.prefix, location: mirror?.location ?? rule.location },
    }),
  };
}

function endpointReference({ tag, digest }: DockerReference): EndpointReference {
  if (digest !== undefined) return { kind: 'digest', digest, ...(tag !== undefined && { tag }) };
  return { kind: 'tag', tag: tag ?? 'latest' };
}

function rewriteError(
  asked: DockerReference,
  rule: RegistryRule | undefined,
  location: string,
  rewritten: string,
): SluiceError {
  const reference = formatDockerReference(asked);
  return new SluiceError('REGISTRIES_CONF_REWRITE', {
    params: { reference, location, rewritten, file: rule?.file ?? '' },
    stage: 'resolve',
    affected: [reference],
  });
}

function skipped(
  asked: DockerReference,
  rule: RegistryRule | undefined,
  location: string,
  rewritten: string,
): Finding {
  const reference = formatDockerReference(asked);
  return {
    ...confFinding('warning', 'REGISTRIES_CONF_MIRROR_SKIPPED', rule?.file ?? '', {
      reference,
      location,
      rewritten,
    }),
    affected: [reference],
  };
}
