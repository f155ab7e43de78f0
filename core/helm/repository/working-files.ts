import { parseLenientVersion } from '../../config/index.ts';

/** A file of oc-mirror's working directory. */
export interface WorkingFile {
  readonly name: string;
  readonly bytes: Buffer;
}

// oc-mirror-v2.md 4.1; names below `working-dir`.
export const chartFolder = 'helm/charts/';

/** Where a chart is kept. */
export function chartFile(name: string, version: string): string {
  return `${chartFolder}${name}-${version}.tgz`;
}

/** Where oc-mirror looks for a chart: without and with a `v` in front of the version, parts left out filled in. */
export function chartFileCandidates(name: string, version: string): readonly string[] {
  const parsed = parseLenientVersion(version);
  const metadata = /\+.*$/.exec(version)?.[0] ?? '';
  const normal =
    parsed === undefined
      ? []
      : [
          `${parsed.core.join('.')}${parsed.prerelease.length > 0 ? `-${parsed.prerelease.join('.')}` : ''}${metadata}`,
        ];
  const versions = [...normal, ...normal.map((text) => `v${text}`), version];
  return [...new Set(versions)].map((text) => chartFile(name, text));
}

/** Where the index of a repository is kept whose charts are all wanted: by its host and its folder. */
export function indexFile(index: URL): string {
  const path = index.pathname.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  return ['helm/indexes', index.host, ...path].join('/');
}
