import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { MirrorReport, Message } from '../../core/contract/index.ts';
import { sluice, type SluiceOutcome } from './sluice.ts';

/** A machine of one environment: its own home, state, working directory and variables. */
export interface Stage {
  readonly directory: string;
  /** Writes a file, by its name below the home folder; gives its path. */
  write(name: string, text: string | Buffer): Promise<string>;
  /** Runs `sluice` with a command line as an operator types it: words separated by spaces, or in single quotes. */
  type(command: string, variables?: Readonly<Record<string, string>>): Promise<SluiceOutcome>;
  /** Like `type`, with `--json`: the events and the report. */
  report(command: string, variables?: Readonly<Record<string, string>>): Promise<JsonRun>;
}

export interface JsonRun {
  readonly code: number | null;
  readonly errors: string;
  readonly report: MirrorReport | undefined;
  /** Codes of all findings, in order. */
  readonly findings: readonly (Message & { readonly level: string })[];
}

/** `$HOME/.config/containers/registries.conf` is where the documentation wants the file. */
export const registriesConfPath = join('.config', 'containers', 'registries.conf');

export async function createStage(
  directory: string,
  options: {
    readonly registriesConf?: string;
    readonly variables?: Readonly<Record<string, string>>;
  } = {},
): Promise<Stage> {
  const write = async (name: string, text: string | Buffer): Promise<string> => {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return path;
  };
  await mkdir(directory, { recursive: true });
  if (options.registriesConf !== undefined) await write(registriesConfPath, options.registriesConf);
  const runIn = (
    args: readonly string[],
    more: Readonly<Record<string, string>> = {},
  ): Promise<SluiceOutcome> => sluice(args, { cwd: directory, variables: { ...options.variables, ...more } });
  return {
    directory,
    write,
    type: (command, more) => runIn(words(command), more),
    async report(command, more) {
      const { code, output, errors } = await runIn([...words(command), '--json'], more);
      const lines = output
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as JsonLine);
      return {
        code,
        errors,
        report: lines.find((line) => line.type === 'report')?.report,
        findings: lines.flatMap(({ type, level, message }) =>
          type === 'finding' && level !== undefined && message !== undefined ? [{ ...message, level }] : [],
        ),
      };
    },
  };
}

interface JsonLine {
  readonly type: string;
  readonly level?: string;
  readonly message?: Message;
  readonly report?: MirrorReport;
}

function words(command: string): string[] {
  const [program, ...rest] = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  if (program !== 'sluice') throw new Error(`not a sluice command: ${command}`);
  return rest;
}

/** A run that must have gone well; shows what it said otherwise. */
export function expectSuccess(outcome: SluiceOutcome): void {
  expect(outcome.code, `${outcome.output}\n${outcome.errors}`).toBe(0);
}

/** The redirection of the enclave documentation, without TLS: whole hosts to one mirror. */
export function wholeHosts(mirror: string, hosts: readonly string[]): string {
  return hosts
    .map(
      (host) =>
        `[[registry]]\nlocation="${host}"\n[[registry.mirror]]\nlocation="${mirror}"\ninsecure=true\n`,
    )
    .join('\n');
}

/** A registry that is pushed to, without TLS. */
export function insecureRegistry(host: string): string {
  return `\n[[registry]]\nlocation="${host}"\ninsecure=true\n`;
}
