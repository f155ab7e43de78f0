import { homedir, hostname, platform } from 'node:os';

/** What the process was started in: environment variables, user, host. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly uid: number;
  readonly hostname: string;
  readonly platform: NodeJS.Platform;
  readonly workingDirectory: string;
}

export function systemEnvironment(): Environment {
  return {
    variables: process.env,
    home: process.env['HOME'] ?? homedir(),
    uid: process.getuid?.() ?? -1,
    hostname: hostname(),
    platform: platform(),
    workingDirectory: process.cwd(),
  };
}
