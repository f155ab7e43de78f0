import type { Language } from '../../contract/index.ts';
import type { ListenAddress } from '../../bridge/index.ts';
import { wordsIn } from '../words.ts';

export interface Announced {
  readonly listen: ListenAddress;
  readonly scheme: 'http' | 'https';
  readonly code: string;
}

/** The port at the other end of a tunnel that leads to a socket. */
const tunnelPort = 19_000;

/** The address of the page, with the code where neither servers nor logs see it. */
export function pageAddress({ listen, scheme, code }: Announced): string {
  if (listen.kind === 'unix') return `http://localhost:${tunnelPort}/#code=${code}`;
  // As a number: who owns the name "localhost" in the browser's eyes may be somebody listening on ::1.
  const name = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  const host = name === '0.0.0.0' || name === '[::]' ? undefined : name;
  return `${scheme}://${host ?? '127.0.0.1'}:${listen.port}/#code=${code}`;
}

/** The command that brings the page to another machine's browser, typed there. */
export function sshCommand(listen: ListenAddress, user: string, machine: string): string {
  if (listen.kind === 'unix') return `ssh -L ${tunnelPort}:${listen.path} ${user}@${machine}`;
  return `ssh -L ${listen.port}:127.0.0.1:${listen.port} ${user}@${machine}`;
}

export interface Surroundings {
  readonly user: string;
  readonly machine: string;
  readonly processId: number;
  /** Whether somebody can press Enter. */
  readonly keyboard: boolean;
}

/** What the terminal shows first. */
export function announcement(announced: Announced, around: Surroundings, language: Language): string {
  const say = wordsIn(language);
  const { listen } = announced;
  const direct = listen.kind === 'tcp';
  const tunnel = listen.kind === 'unix' || listen.loopback;
  const ssh = sshCommand(listen, around.user, around.machine);
  return [
    say(direct ? 'serve.ready' : 'serve.readySocket'),
    '',
    ...(direct ? [`  ${pageAddress(announced)}`, ''] : []),
    ...(tunnel ? [say(direct ? 'serve.ssh' : 'serve.sshSocket'), '', `  ${ssh}`, ''] : []),
    ...(direct ? [] : [say('serve.thenOpen'), '', `  ${pageAddress(announced)}`, '']),
    say(around.keyboard ? 'serve.keys' : 'serve.signals', { pid: around.processId }),
  ].join('\n');
}

/** For a page more, or after a code was used by mistake. */
export function newAddress(announced: Announced, language: Language): string {
  return `${wordsIn(language)('serve.again')}\n\n  ${pageAddress(announced)}\n`;
}
