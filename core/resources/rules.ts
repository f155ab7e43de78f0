import { SluiceError } from '../contract/index.ts';
import { isRegistryHost, isRepositoryPath } from '../reference/index.ts';
import type { ResourceFile, YamlObject } from './file.ts';
import { fieldsOf, isObject, wordOf } from './object.ts';
import { readObjects } from './read.ts';

/** For which references a mirror is used, in the words of registries.conf (`pull-from-mirror`). */
export type PullFromMirror = 'all' | 'digest-only' | 'tag-only';

/** Mirrors of one source that are tried in order for the same references. A source that uses several kinds has several rules. */
export interface MirrorRule {
  /** Host with optional port and path, or a wildcard such as `*.redhat.io`. */
  readonly source: string;
  /** In the order of the files, each once. */
  readonly mirrors: readonly string[];
  readonly pull: PullFromMirror;
  /** mirrorSourcePolicy NeverContactSource anywhere: the source itself must not be asked. */
  readonly neverContactSource: boolean;
}

type MirrorKind = 'digest' | 'tag';

/** Where each kind of object keeps its mirror entries. */
const sources: readonly {
  readonly objectKind: string | undefined;
  readonly list: string;
  readonly kind: MirrorKind;
}[] = [
  { objectKind: 'ImageDigestMirrorSet', list: 'imageDigestMirrors', kind: 'digest' },
  { objectKind: 'ImageTagMirrorSet', list: 'imageTagMirrors', kind: 'tag' },
  { objectKind: 'ImageContentSourcePolicy', list: 'repositoryDigestMirrors', kind: 'digest' },
  // install-config.yaml, today's field and the one before.
  { objectKind: undefined, list: 'imageDigestSources', kind: 'digest' },
  { objectKind: undefined, list: 'imageContentSources', kind: 'digest' },
];

/**
 * The mirror rules in IDMS, ITMS and ICSP files and install-config fragments: any number of
 * documents, other objects left out, the kind alone decides (a document without apiVersion
 * occurs in the field). Longest source first. Throws RESOURCES_WITHOUT_MIRRORS,
 * RESOURCES_SHAPE_INVALID, RESOURCES_ENTRY_INVALID, and the codes of `readObjects`.
 */
export function rulesFromResources(files: readonly ResourceFile[]): readonly MirrorRule[] {
  const gathered = new Map<string, { mirrors: Map<string, Set<MirrorKind>>; blocked: boolean }>();
  for (const file of files) {
    for (const entry of readObjects(file).flatMap((object) => entriesIn(object, file.fileName))) {
      const rule = gathered.get(entry.source) ?? { mirrors: new Map(), blocked: false };
      gathered.set(entry.source, rule);
      rule.blocked ||= entry.blocked;
      for (const mirror of entry.mirrors) {
        rule.mirrors.set(mirror, (rule.mirrors.get(mirror) ?? new Set<MirrorKind>()).add(entry.kind));
      }
    }
  }
  if (gathered.size === 0) {
    const names = files.map((file) => file.fileName);
    throw new SluiceError('RESOURCES_WITHOUT_MIRRORS', {
      params: { files: names.length === 0 ? '-' : names.join(', ') },
      affected: names,
    });
  }
  return [...gathered]
    .sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1))
    .flatMap(([source, { mirrors, blocked }]) =>
      runsOf(mirrors).map((run) => ({ source, ...run, neverContactSource: blocked })),
    );
}

/** Neighbours used for the same references, put together without changing the order. */
function runsOf(
  mirrors: ReadonlyMap<string, ReadonlySet<MirrorKind>>,
): readonly Pick<MirrorRule, 'mirrors' | 'pull'>[] {
  const runs: { mirrors: string[]; pull: PullFromMirror }[] = [];
  for (const [mirror, kinds] of mirrors) {
    const pull = pullFrom(kinds);
    const last = runs.at(-1);
    if (last?.pull === pull) last.mirrors.push(mirror);
    else runs.push({ mirrors: [mirror], pull });
  }
  return runs.length === 0 ? [{ mirrors: [], pull: 'all' }] : runs;
}

function pullFrom(kinds: ReadonlySet<MirrorKind>): PullFromMirror {
  if (kinds.size === 2) return 'all';
  return kinds.has('digest') ? 'digest-only' : 'tag-only';
}

interface ReadEntry {
  readonly source: string;
  readonly mirrors: readonly string[];
  readonly kind: MirrorKind;
  readonly blocked: boolean;
}

function entriesIn(object: YamlObject, fileName: string): readonly ReadEntry[] {
  return sources
    .filter(({ objectKind }) => objectKind === object['kind'])
    .flatMap(({ objectKind, list, kind }) => {
      const holder = objectKind === undefined ? object : fieldsOf(object['spec']);
      const entries = holder[list];
      if (objectKind === undefined && entries === undefined) return [];
      const shape = (): SluiceError =>
        new SluiceError('RESOURCES_SHAPE_INVALID', {
          params: { file: fileName, kind: objectKind ?? list },
          affected: [fileName],
        });
      if (!Array.isArray(entries)) throw shape();
      return entries.map((entry: unknown): ReadEntry => {
        const fields = isObject(entry) ? entry : {};
        const { source, mirrors, mirrorSourcePolicy } = fields;
        if (typeof source !== 'string' || (mirrors !== undefined && !Array.isArray(mirrors))) throw shape();
        return {
          source: checkedLocation(source, fileName, true),
          mirrors: (mirrors ?? []).map((mirror) => checkedLocation(wordOf(mirror), fileName, false)),
          kind,
          blocked: mirrorSourcePolicy === 'NeverContactSource',
        };
      });
    });
}

/** Checks what later becomes part of a configuration file. */
function checkedLocation(text: string, fileName: string, isSource: boolean): string {
  const wildcard = isSource && text.startsWith('*.');
  const plain = wildcard ? text.slice(2) : text;
  const slash = plain.indexOf('/');
  const host = slash < 0 ? plain : plain.slice(0, slash);
  const valid =
    isRegistryHost(host) && (slash < 0 || (!wildcard && isRepositoryPath(plain.slice(slash + 1))));
  if (valid) return text;
  throw new SluiceError('RESOURCES_ENTRY_INVALID', {
    params: { file: fileName, text: text.slice(0, 200) },
    affected: [fileName],
  });
}
