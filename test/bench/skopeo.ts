import { writeFile } from 'node:fs/promises';
import type { MeasuredCommand } from './measure.ts';
import type { World } from './world.ts';

/** One `skopeo sync` of every image, by digest, into a folder. */
export async function syncCommand(world: World, folder: string): Promise<MeasuredCommand> {
  const repositories = new Map<string, string[]>();
  for (const { from } of world.payload.images) {
    const [repository = '', digest = ''] = from.split('@');
    repositories.set(repository, [...(repositories.get(repository) ?? []), digest]);
  }
  const list = world.path('skopeo-sync.yaml');
  const lines = [...repositories].map(
    ([name, digests]) => `    ${name}: ${JSON.stringify([...new Set(digests)])}\n`,
  );
  await writeFile(list, `${world.upstream.host}:\n  tls-verify: false\n  images:\n${lines.join('')}`);
  const args = ['sync', '--all', '--scoped', '--src', 'yaml', '--dest', 'dir', list, folder];
  return { command: 'skopeo', args };
}

/** One `skopeo copy` for each image of a list (`from to` per line), one after the other. */
export function copyCommand(world: World, list: string, host: string): MeasuredCommand {
  const copy = `skopeo copy --quiet --all --src-tls-verify=false --dest-tls-verify=false`;
  const loop = `while read -r from to; do ${copy} "docker://$1/$from" "docker://$2/$to" || exit 1; done < "$3"`;
  return { command: 'sh', args: ['-c', loop, 'sh', world.upstream.host, host, list] };
}
