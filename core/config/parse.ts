import { type Document, isMap, isScalar, type YAMLMap } from 'yaml';
import { checkAdditionalImages, checkBlockedImages, checkHelm } from './check-images.ts';
import { checkOperators } from './check-operators.ts';
import { checkPlatform } from './check-platform.ts';
import { loadDocument } from './load-document.ts';
import type { ConfigProblem } from './problem.ts';
import { keyText, offsetOf, ReadContext } from './read-context.ts';
import * as content from './read-content.ts';
import {
  compact,
  integer,
  objectOf,
  readFields,
  text,
  type FieldReaders,
  type FieldValues,
} from './readers.ts';
import {
  currentApiVersion,
  type DeleteImageSetConfiguration,
  type ImageSetConfiguration,
  type MirrorContent,
} from './types.ts';

export interface ParseOptions {
  /** Named in problems; not opened. */
  readonly fileName: string;
}

export type ParseResult<C> =
  | {
      readonly ok: true;
      readonly configuration: C;
      /** Warnings and notes, in the order of the file. */
      readonly findings: readonly ConfigProblem[];
      /** The YAML document, comments included, for editing and writing back. */
      readonly document: Document.Parsed;
    }
  | {
      readonly ok: false;
      /** Everything found, warnings included, in the order of the file; at least one error. */
      readonly problems: readonly ConfigProblem[];
    };

const sharedFields = {
  platform: content.platform,
  operators: content.operators,
  additionalImages: content.additionalImages,
  helm: content.helm,
  samples: content.samples,
};

const mirror = objectOf({ ...sharedFields, blockedImages: content.blockedImages }, (v) => ({
  ...contentOf(v),
  blockedImages: v.blockedImages ?? [],
  samples: v.samples,
}));

const removal = objectOf(sharedFields, (v) => ({ ...contentOf(v), samples: v.samples }));

function contentOf(v: Pick<FieldValues<typeof sharedFields>, keyof MirrorContent>): MirrorContent {
  return compact({
    platform: v.platform,
    operators: v.operators ?? [],
    additionalImages: v.additionalImages ?? [],
    helm: v.helm,
  });
}

/** Reads an ImageSetConfiguration and says everything that is wrong with it (oc-mirror-v2.md 1.1 to 1.3). Never throws. */
export function parseImageSetConfiguration(
  yaml: string,
  options: ParseOptions,
): ParseResult<ImageSetConfiguration> {
  return parse(yaml, options, 'ImageSetConfiguration', (context, root) => {
    const v = readTop(context, root, { ...topFields, archiveSize: integer, mirror }, 'mirror');
    const read =
      v.mirror ?? context.remember({ ...contentOf(nothing), blockedImages: [], samples: undefined }, root);
    checkContent(context, read, 'mirror', true);
    checkBlockedImages(context, read.blockedImages, 'mirror.blockedImages');
    if (v.archiveSize !== undefined && v.archiveSize < 0) {
      const at = offsetOfKey(root, 'archiveSize');
      context.error('CONFIG_ARCHIVE_SIZE', { value: v.archiveSize }, at);
    }
    const { samples: _ignored, ...kept } = read;
    return compact({
      kind: 'ImageSetConfiguration' as const,
      apiVersion: v.apiVersion,
      archiveSize: v.archiveSize === 0 ? undefined : v.archiveSize,
      mirror: kept,
    });
  });
}

/** Reads a DeleteImageSetConfiguration in the same way (oc-mirror-v2.md 1.4). Never throws. */
export function parseDeleteImageSetConfiguration(
  yaml: string,
  options: ParseOptions,
): ParseResult<DeleteImageSetConfiguration> {
  return parse(yaml, options, 'DeleteImageSetConfiguration', (context, root) => {
    const v = readTop(context, root, { ...topFields, delete: removal }, 'delete');
    const read = v.delete ?? context.remember({ ...contentOf(nothing), samples: undefined }, root);
    checkContent(context, read, 'delete', false);
    const { samples: _ignored, ...kept } = read;
    return compact({
      kind: 'DeleteImageSetConfiguration' as const,
      apiVersion: v.apiVersion,
      delete: kept,
    });
  });
}

const topFields = { apiVersion: text, kind: text };
const nothing = { platform: undefined, operators: undefined, additionalImages: undefined, helm: undefined };

function parse<C>(
  yaml: string,
  { fileName }: ParseOptions,
  kind: ImageSetConfiguration['kind'] | DeleteImageSetConfiguration['kind'],
  read: (context: ReadContext, root: YAMLMap) => C,
): ParseResult<C> {
  const loaded = loadDocument(yaml, fileName);
  if (!loaded.ok) return loaded;
  const context = new ReadContext(loaded.document, loaded.source);
  const configuration = readRoot(context, loaded.document, kind, read);
  const problems = [...loaded.problems, ...context.problems()].toSorted(
    (a, b) => a.line - b.line || a.column - b.column,
  );
  if (configuration === undefined || problems.some((problem) => problem.level === 'error')) {
    return { ok: false, problems };
  }
  return { ok: true, configuration, findings: problems, document: loaded.document };
}

function readRoot<C>(
  context: ReadContext,
  document: Document.Parsed,
  kind: string,
  read: (context: ReadContext, root: YAMLMap) => C,
): C | undefined {
  const root = document.contents;
  if (!isMap(root)) {
    context.error('CONFIG_WITHOUT_FIELDS', {}, root?.range[0] ?? 0);
    return undefined;
  }
  const stated = root.items.find((pair) => keyText(pair.key).toLowerCase() === 'kind')?.value;
  const statedKind = isScalar(stated) ? String(stated.value ?? '') : '';
  if (statedKind === '') context.error('CONFIG_KIND_MISSING', { expected: kind }, offsetOf(root));
  else if (statedKind !== kind) {
    // Everything else would be judged by the wrong rules.
    context.error(
      'CONFIG_KIND_WRONG',
      { kind: statedKind.slice(0, 100), expected: kind },
      offsetOfKey(root, 'kind'),
    );
    return undefined;
  }
  return read(context, root);
}

/** The stanza has to be there, even if empty, and the other kind's must not (oc-mirror-v2.md 1.1 step 4). */
function readTop<F extends FieldReaders>(
  context: ReadContext,
  root: YAMLMap,
  fields: F,
  stanza: 'mirror' | 'delete',
): FieldValues<F> {
  const foreign = stanza === 'mirror' ? 'delete' : 'mirror';
  const keys = root.items.map((pair) => keyText(pair.key).toLowerCase());
  if (!keys.includes(stanza)) context.error('CONFIG_STANZA_MISSING', { stanza }, offsetOf(root));
  if (keys.includes(foreign)) {
    context.error(
      'CONFIG_STANZA_FORBIDDEN',
      { stanza: foreign, expected: stanza },
      offsetOfKey(root, foreign),
    );
  }
  const known: FieldReaders = { ...fields, [foreign]: () => undefined };
  const values = readFields(root, known, '', context) as FieldValues<F>;
  checkApiVersion(context, root, values['apiVersion']);
  return values;
}

/** oc-mirror never looks at apiVersion (oc-mirror-v2.md 1.1 step 6); an old one tells that the file may be old too. */
function checkApiVersion(context: ReadContext, root: YAMLMap, apiVersion: unknown): void {
  if (apiVersion === currentApiVersion) return;
  const expected = currentApiVersion;
  const at = offsetOfKey(root, 'apiVersion');
  if (typeof apiVersion === 'string') {
    context.report('warning', 'CONFIG_API_VERSION', { apiVersion, expected }, at);
  } else context.report('warning', 'CONFIG_API_VERSION_MISSING', { expected }, at);
}

function checkContent(
  context: ReadContext,
  read: MirrorContent & { readonly samples: readonly object[] | undefined },
  path: string,
  mirrors: boolean,
): void {
  if (read.platform !== undefined) checkPlatform(context, read.platform, `${path}.platform`, mirrors);
  checkOperators(context, read.operators, `${path}.operators`, { mirrors });
  checkAdditionalImages(context, read.additionalImages, `${path}.additionalImages`);
  if (read.helm !== undefined) checkHelm(context, read.helm, `${path}.helm`);
  if (read.samples !== undefined && read.samples.length > 0) {
    context.report('warning', 'CONFIG_SAMPLES_IGNORED', {}, context.offsetOf(read, 'samples'));
  }
}

function offsetOfKey(map: YAMLMap, key: string): number {
  const pair = map.items.find((item) => keyText(item.key).toLowerCase() === key.toLowerCase());
  const node = pair?.key;
  return node instanceof Object && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : 0;
}
