import { createHash } from 'node:crypto';
import type { HelmConfig, HelmRepository } from '../../core/config/index.ts';
import {
  collectHelm,
  type HelmCollection,
  type HelmGet,
  type HelmSetFiles,
  onlineHelmInputs,
  setHelmInputs,
} from '../../core/helm/index.ts';
import { systemFileSystem } from '../../core/ports/index.ts';
import type { Descriptor, RawManifest, Source } from '../../core/image/index.ts';
import { digestOf } from '../../core/reference/index.ts';
import { memorySource, type MemorySource } from './memory-source.ts';

/** A web server of documents, and what was asked of it. */
export interface HelmSite {
  readonly get: HelmGet;
  readonly asked: string[];
}

export function helmSite(documents: Readonly<Record<string, Buffer | string>>): HelmSite {
  const asked: string[] = [];
  const get: HelmGet = (url) => {
    asked.push(url.href);
    const found = documents[url.href];
    return Promise.resolve(found === undefined ? undefined : Buffer.from(found));
  };
  return { get, asked };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface IndexEntry {
  readonly version: string;
  readonly url: string;
  readonly digest?: string;
  readonly type?: string;
}

/** An index as Helm writes it. */
export function indexOf(charts: Readonly<Record<string, readonly IndexEntry[]>>): string {
  const entries = Object.entries(charts).map(([name, versions]) => {
    const items = versions.map(
      ({ version, url, digest, type }) =>
        `  - apiVersion: v2\n    name: ${name}\n    version: ${version}\n${
          type === undefined ? '' : `    type: ${type}\n`
        }${digest === undefined ? '' : `    digest: ${digest}\n`}    urls:\n    - ${url}\n`,
    );
    return `  ${name}:\n${items.join('')}`;
  });
  return `apiVersion: v1\nentries:\n${entries.join('')}generated: "2024-01-01T00:00:00Z"\n`;
}

export function repositoryAt(url: string, ...charts: HelmRepository['charts']): HelmRepository {
  return { name: 'repo', url, charts };
}

export function chart(name: string, version?: string): HelmRepository['charts'][number] {
  return { name, ...(version !== undefined && { version }), imagePaths: [], platforms: [] };
}

/** Collects what a configuration asks for from a site. */
export function collectOnline(
  helm: Partial<HelmConfig>,
  site: HelmSite = helmSite({}),
  source: Source = memorySource(),
): Promise<HelmCollection> {
  const inputs = onlineHelmInputs({ get: site.get, fileSystem: systemFileSystem, source });
  return collectHelm({ helm: { repositories: [], local: [], ...helm }, inputs, layout: 'oc-mirror' });
}

/** Collects the same from the files of a set. */
export function collectFromSet(
  helm: Partial<HelmConfig>,
  files: HelmCollection['files'],
): Promise<HelmCollection> {
  const inputs = setHelmInputs(setOf(files), systemFileSystem);
  return collectHelm({ helm: { repositories: [], local: [], ...helm }, inputs, layout: 'oc-mirror' });
}

/** The files of a set, below its working directory. */
export function setOf(files: HelmCollection['files']): HelmSetFiles {
  const byName = new Map(files.map(({ name, bytes }) => [name.replace(/^working-dir\//, ''), bytes]));
  return {
    listFiles: () => Promise.resolve([...byName.keys()]),
    readFile: (name) => Promise.resolve(byName.get(name)),
  };
}

/** A registry that keeps charts beside its images, as Helm pushes them. */
export interface ChartRegistry extends Source, Pick<MemorySource, 'addImage'> {
  addChart(repository: string, tag: string, bytes: Buffer): void;
}

export function chartRegistry(): ChartRegistry {
  const images = memorySource();
  const tags = new Map<string, RawManifest>();
  const archives = new Map<string, Buffer>();
  const manifestOf = (digest: string): RawManifest | undefined =>
    [...tags.values()].find(({ descriptor }) => descriptor.digest === digest);
  const keep = (bytes: Buffer, mediaType: string): Descriptor => {
    const descriptor = { mediaType, digest: digestOf(bytes), size: bytes.length };
    archives.set(descriptor.digest, bytes);
    return descriptor;
  };
  return {
    addImage: images.addImage,
    addChart: (repository, tag, bytes) => {
      const mediaType = 'application/vnd.oci.image.manifest.v1+json';
      const config = keep(Buffer.from('{}'), 'application/vnd.cncf.helm.config.v1+json');
      const layer = keep(bytes, 'application/vnd.cncf.helm.chart.content.v1.tar+gzip');
      const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [layer] }));
      const descriptor = { mediaType, digest: digestOf(manifest), size: manifest.length };
      tags.set(`${repository}:${tag}`, { descriptor, bytes: manifest });
    },
    resolveTag: async (repository, tag) =>
      tags.get(`${repository}:${tag}`)?.descriptor ?? images.resolveTag(repository, tag),
    fetchManifest: async (repository, digest) =>
      manifestOf(digest) ?? images.fetchManifest(repository, digest),
    openBlob: async (repository, blob, options) => {
      const bytes = archives.get(blob.digest);
      return bytes === undefined ? images.openBlob(repository, blob, options) : chunksOf(bytes);
    },
  };
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
