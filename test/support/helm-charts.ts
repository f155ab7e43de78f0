import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { type Chart, openChart } from '../../core/helm/index.ts';

/** Files of a chart by their names below its folder. */
export type ChartTree = Readonly<Record<string, string>>;

const fixtures = new URL('../fixtures/helm/', import.meta.url);

export function helmFixture(name: string): string {
  return readFileSync(new URL(name, fixtures), 'utf8');
}

/** A chart that is kept in one text: each file follows a line `=== name`. */
export function chartTree(text: string): ChartTree {
  const parts = text.split(/^=== (.+)\n/m).slice(1);
  return Object.fromEntries(
    parts.flatMap((part, at) => (at % 2 === 0 ? [[part, parts[at + 1] ?? ''] as const] : [])),
  );
}

/** A Chart.yaml. */
export function chartYaml(name: string, version: string, rest = ''): string {
  return `apiVersion: v2\nname: ${name}\nversion: ${version}\n${rest}`;
}

/** A template of a pod that runs one image. */
export function podOf(image: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n    - name: c\n      image: ${image}\n`;
}

export interface TarEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly type?: 'file' | 'directory' | 'symlink' | 'link' | 'character-device';
  readonly linkname?: string;
}

/** A `.tgz` of exactly these entries. */
export async function tgzOf(entries: readonly TarEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const { name, content = '', type = 'file', linkname } of entries) {
    tar.entry({ name, type, mtime: new Date(0), ...(linkname !== undefined && { linkname }) }, content);
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
  return gzipSync(Buffer.concat(chunks));
}

/** A chart packed as Helm packs it: everything in a folder of the chart's name. */
export function packChart(tree: ChartTree, folder = 'chart'): Promise<Buffer> {
  return tgzOf(Object.entries(tree).map(([name, content]) => ({ name: `${folder}/${name}`, content })));
}

/** A chart that was packed and read again. */
export async function chartOf(tree: ChartTree): Promise<Chart> {
  return openChart({ place: 'test', archive: await packChart(tree) });
}
