import { resolve } from 'node:path';
import type { Command } from 'commander';
import { parseListen, type TlsPair } from '../../bridge/index.ts';
import { SluiceError } from '../../contract/index.ts';
import type { CommandContext } from '../context.ts';
import { serveBrowser, type ServeOptions } from '../serve/serve-browser.ts';
import { wordsIn } from '../words.ts';

/** The flags of browser mode, as typed. */
export interface ServeFlags {
  readonly listen?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly root?: readonly string[];
  readonly open?: boolean;
}

/** `sluice serve`: the application in a browser. */
export function addServe(program: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  serveFlags(program.command('serve').description(say('help.serve')), context)
    .option('--tls-cert <file>', say('help.serve.tls-cert'))
    .option('--tls-key <file>', say('help.serve.tls-key'))
    .action(async (flags: ServeFlags) => serveBrowser(context, await serveOptions(flags, context)));
}

/** The flags that `sluice start` has as well. */
export function serveFlags(command: Command, context: CommandContext): Command {
  const say = wordsIn(context.language);
  const more = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
  return command
    .option('--listen <address>', say('help.serve.listen'))
    .option('--root <folder>', say('help.serve.root'), more)
    .option('--open', say('help.serve.open'))
    .option('--no-open', say('help.serve.no-open'));
}

/** Checks what was typed. Throws BRIDGE_LISTEN_INVALID, BRIDGE_TLS_PAIR, BRIDGE_TLS_UNUSABLE. */
export async function serveOptions(flags: ServeFlags, context: CommandContext): Promise<ServeOptions> {
  const { workingDirectory } = context.services.environment;
  const tls = await tlsPair(flags, context);
  return {
    listen: parseListen(flags.listen ?? '127.0.0.1:0'),
    ...(tls !== undefined && { tls }),
    ...(flags.root !== undefined && { roots: flags.root.map((path) => resolve(workingDirectory, path)) }),
    ...(flags.open !== undefined && { open: flags.open }),
  };
}

async function tlsPair(
  { tlsCert, tlsKey }: ServeFlags,
  context: CommandContext,
): Promise<TlsPair | undefined> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) throw new SluiceError('BRIDGE_TLS_PAIR');
  const { fs, environment } = context.services;
  const read = async (file: string): Promise<string> => {
    try {
      return await fs.readFile(resolve(environment.workingDirectory, file), 'utf8');
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
      throw new SluiceError('BRIDGE_TLS_UNUSABLE', { params: { reason: `${file}: ${code}` }, cause });
    }
  };
  return { cert: await read(tlsCert), key: await read(tlsKey) };
}
