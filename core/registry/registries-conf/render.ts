import { withoutEndSlashes } from '../../reference/index.ts';
import { confError } from './fail.ts';
import type { PullFromMirror } from './model.ts';
import { isUsableLocation } from './usable-location.ts';

/** One redirection to write, for example one `imageDigestMirrors` item of an IDMS. */
export interface MirrorRedirection {
  /** host or host/path whose images are redirected; `*.domain` is allowed. */
  readonly source: string;
  /** Places in the order to be tried. */
  readonly mirrors: readonly string[];
  /** IDMS: `digest-only`; ITMS: `tag-only`. */
  readonly pull: PullFromMirror;
  /** The mirrors have no TLS, or a certificate that is not verified. Default false. */
  readonly insecure?: boolean;
  /** `NeverContactSource`: the source itself is refused. Default false. */
  readonly neverContactSource?: boolean;
}

export interface RenderOptions {
  /** Lines for the head of the file, without the comment sign. */
  readonly comment?: readonly string[];
}

interface MergedMirror {
  readonly location: string;
  pull: PullFromMirror;
  insecure: boolean;
}

interface MergedSource {
  readonly source: string;
  readonly mirrors: Map<string, MergedMirror>;
  blocked: boolean;
}

/**
 * Writes the text of a registries.conf, longest prefix first, the same text for the same rules. Rules with the same
 * source become one table, since only the first table of a prefix would count (V19); a mirror named for digests and
 * for tags serves both. Pure: the caller writes the file. Throws REGISTRIES_CONF_LOCATION_UNUSABLE.
 */
export function renderRegistriesConf(
  rules: readonly MirrorRedirection[],
  options: RenderOptions = {},
): string {
  const sources = [...mergeBySource(rules).values()].sort(longestFirst);
  const head = (options.comment ?? []).map((line) => `# ${line.replace(/[\r\n]+/g, ' ')}`.trimEnd());
  return [...(head.length === 0 ? [] : [head.join('\n')]), ...sources.map(renderSource)].join('\n\n') + '\n';
}

function mergeBySource(rules: readonly MirrorRedirection[]): Map<string, MergedSource> {
  const sources = new Map<string, MergedSource>();
  for (const rule of rules) {
    const name = usable(rule.source, true);
    const merged = sources.get(name) ?? { source: name, mirrors: new Map(), blocked: false };
    sources.set(name, merged);
    merged.blocked ||= rule.neverContactSource ?? false;
    for (const given of rule.mirrors) {
      const location = usable(given, false);
      const insecure = rule.insecure ?? false;
      const mirror = merged.mirrors.get(location);
      if (mirror === undefined) {
        merged.mirrors.set(location, { location, pull: rule.pull, insecure });
      } else {
        mirror.pull = mirror.pull === rule.pull ? rule.pull : 'all';
        mirror.insecure ||= insecure;
      }
    }
  }
  return sources;
}

function usable(text: string, wildcardAllowed: boolean): string {
  const trimmed = withoutEndSlashes(text);
  const isWildcard = wildcardAllowed && trimmed.startsWith('*.') && !/[/:@]/.test(trimmed);
  if (isUsableLocation(isWildcard ? trimmed.slice(2) : trimmed)) return trimmed;
  throw confError('REGISTRIES_CONF_LOCATION_UNUSABLE', 'registries.conf', { location: text });
}

function longestFirst(left: MergedSource, right: MergedSource): number {
  if (left.source.length !== right.source.length) return right.source.length - left.source.length;
  return left.source < right.source ? -1 : 1;
}

function renderSource({ source, mirrors, blocked }: MergedSource): string {
  const wildcard = source.startsWith('*.');
  return [
    '[[registry]]',
    `prefix = ${quote(source)}`,
    ...(wildcard ? [] : [`location = ${quote(source)}`]),
    ...(blocked ? ['blocked = true'] : []),
    ...[...mirrors.values()].flatMap((mirror) => [
      '',
      '[[registry.mirror]]',
      `location = ${quote(mirror.location)}`,
      ...(mirror.pull === 'all' ? [] : [`pull-from-mirror = ${quote(mirror.pull)}`]),
      ...(mirror.insecure ? ['insecure = true'] : []),
    ]),
  ].join('\n');
}

/** JSON's escapes are a subset of those of a TOML basic string. */
function quote(text: string): string {
  return JSON.stringify(text);
}
