import { readdir } from 'node:fs/promises';
import { expect } from 'vitest';
import { imageSet, type CliWorld, type Shown } from './cli-world.ts';

/** What stands in a folder under a name that a receiver would take for whole. */
export async function finalFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^mirror_\d+\.tar/.test(name) || name.startsWith('sluice-'));
}

/** No stack trace, no internal name, no repeated message, and the next step is said. */
export function readsWell({ all }: Shown): void {
  expect(all).not.toMatch(/\n\s+at |node:internal|HOST_UNEXPECTED|PLAN_UNEXPECTED|undefined|\[object/);
  expect(all).not.toMatch(/\{\w+\}|\(s\)/);
  const messages = all.split('\n').filter((line) => /^(?:error|错误) /.test(line));
  expect(new Set(messages).size).toBe(messages.length);
  if (messages.length > 0) expect(all).toMatch(/Next: |处理建议：/);
}

/** Short ways to say what the cases have in common. */
export function operator(world: () => CliWorld) {
  let counter = 0;
  const fresh = (): string => world().path(`out-${++counter}`);
  const config = (text: string): Promise<string> => world().write(`isc-${++counter}.yaml`, text);
  return {
    fresh,
    config,
    images: (...names: string[]): Promise<string> => config(imageSet({ images: names })),
    release: (): Promise<string> => config(imageSet({ channel: 'stable-4.15' })),
    async mirrorTo(
      folder: string,
      file: string,
      variables: Record<string, string>,
      ...flags: string[]
    ): Promise<Shown> {
      const args = ['mirror', '-c', file, ...flags, `file://${folder}`];
      const shown = await world().run(args, { variables });
      readsWell(shown);
      return shown;
    },
  };
}
