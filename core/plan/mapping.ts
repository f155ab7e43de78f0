import type { ImageRecord } from '../image/index.ts';
import type { PlannedImage } from './plan.ts';

/** Where the images go, for the right-hand side of a mapping line: `docker://host/ns` or `file://`'s stand-in. */
export type MappingRoot = string;

/** oc-mirror's mapping.txt: `docker://source=docker://destination` for each image (oc-mirror-v2.md 3.5). */
export function mappingLines(images: readonly PlannedImage[], root: MappingRoot, lists: boolean): string {
  const lines = images
    .filter((image) => image.accessoryOf === undefined)
    .flatMap((image) => [mappingLine(image.record, root), ...(lists ? instanceLines(image, root) : [])]);
  return lines.map((line) => `${line}\n`).join('');
}

/** One line, for images that could not be planned too. */
export function mappingLine(record: ImageRecord, root: MappingRoot): string {
  return `${sourceText(record)}=${root}/${record.destination.repository}:${record.destination.tag}`;
}

function sourceText({ type, origin, source }: ImageRecord): string {
  // A release is read by its signed digest, and named by the tag that its signature gives it (oc-mirror-v2.md 5.7).
  if (type === 'ocpRelease') return `docker://${origin}`;
  if ('ociLayout' in source) return `oci://${source.ociLayout}`;
  return source.digest === undefined
    ? `docker://${source.repository}:${source.tag}`
    : `docker://${source.repository}@${source.digest}`;
}

function instanceLines(image: PlannedImage, root: MappingRoot): string[] {
  const { source, destination } = image.record;
  if ('ociLayout' in source) return [];
  return image.manifests
    .map((manifest) => manifest.descriptor.digest)
    .filter((digest) => digest !== image.root.digest)
    .map((digest) => `docker://${source.repository}@${digest}=${root}/${destination.repository}@${digest}`);
}
