import { isMap, isSeq, parseDocument, type Document } from 'yaml';
import type { ArchiveFile } from '../../archive/index.ts';
import type { Plan } from '../../plan/index.ts';
import { archiveFile } from '../../transfer/index.ts';
import { toolVersion } from '../version.ts';
import type { MirrorCollection } from './collect.ts';
import type { MirrorTask } from './task.ts';

/** RFC 3339 without fractions, as oc-mirror writes it into names. */
export function rfc3339(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** What goes into the archive beside images (oc-mirror-v2.md 4.3, 4.7). */
export function setFiles(task: MirrorTask, collection: MirrorCollection, now: Date): ArchiveFile[] {
  const version = { gitVersion: `sluice-${toolVersion}`, gitCommit: '' };
  return [
    ...collection.files,
    archiveFile('working-dir/internal/oc-mirror-version.json', `${JSON.stringify(version, null, 2)}\n`),
    archiveFile(`isc_${rfc3339(now)}`, task.loaded.bytes),
  ];
}

/** The configuration with everything pinned, beside the chunks. */
export const pinnedConfigurationName = 'imageset-config-pinned.yaml';

/** What stands beside the chunks, besides the configuration as it was given. */
export function sideFiles(
  task: MirrorTask,
  plan: Plan,
  collection: Pick<MirrorCollection, 'operators'>,
  now: Date,
): ArchiveFile[] {
  return [archiveFile(pinnedConfigurationName, pinnedConfiguration(task, plan, collection, now))];
}

/**
 * The configuration with every additional image and every catalogue pinned to the digest that was carried, comments
 * and order kept. Releases are pinned by their digests in comments: their versions name them.
 */
export function pinnedConfiguration(
  task: MirrorTask,
  plan: Plan,
  { operators }: Pick<MirrorCollection, 'operators'>,
  now: Date,
): string {
  const document = parseDocument(task.loaded.bytes.toString('utf8'));
  pinCatalogs(document, operators);
  const digests = new Map(
    plan.images
      .filter((image) => image.record.type === 'generic' && image.accessoryOf === undefined)
      .map((image) => [image.record.origin, image.root.digest]),
  );
  const images = document.getIn(['mirror', 'additionalImages']);
  if (isSeq(images)) {
    for (const item of images.items) {
      if (!isMap(item)) continue;
      const name = item.get('name');
      const digest = typeof name === 'string' ? digests.get(name.replace(/^docker:\/\//, '')) : undefined;
      if (typeof name === 'string' && digest !== undefined && !name.includes('@'))
        item.set('name', `${name}@${digest}`);
    }
  }
  const releases = plan.images
    .filter((image) => image.record.type === 'ocpRelease' && image.accessoryOf === undefined)
    .map((image) => ` ${image.record.release?.tag ?? image.record.origin} ${image.root.digest}`);
  document.commentBefore = [
    ` Pinned by sluice ${toolVersion} at ${rfc3339(now)}.`,
    ...releases,
    ...(document.commentBefore === null || document.commentBefore === undefined
      ? []
      : [document.commentBefore]),
  ].join('\n');
  return document.toString();
}

/** As oc-mirror pins them (oc-mirror-v2.md 1.5): the digest in the reference, the tag as the target's. */
function pinCatalogs(document: Document, operators: MirrorCollection['operators']): void {
  const entries = document.getIn(['mirror', 'operators']);
  if (!isSeq(entries)) return;
  const bases = new Map(operators.map(({ basis }) => [basis.operator.catalog, basis]));
  for (const entry of entries.items) {
    if (!isMap(entry)) continue;
    const catalog = entry.get('catalog');
    const basis = typeof catalog === 'string' ? bases.get(catalog) : undefined;
    if (basis === undefined || basis.reference.transport === 'oci' || basis.reference.digest !== undefined)
      continue;
    entry.set('catalog', `${basis.reference.name}@${basis.location.digest}`);
    if (basis.reference.tag !== undefined && (entry.get('targetTag') ?? '') === '')
      entry.set('targetTag', basis.reference.tag);
  }
}
