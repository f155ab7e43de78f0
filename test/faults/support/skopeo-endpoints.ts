import { execFile, execFileSync } from 'node:child_process';

/** What a program does to pull an image that nobody gives it. */
export interface Pulling {
  /** The endpoints that it tries, in their order. */
  readonly endpoints: readonly string[];
  /** Where it says hello, with the scheme, in their order. */
  readonly pings: readonly string[];
}

/** Whether there is a skopeo to compare with, and it can be given a configuration. */
export const haveSkopeo: boolean = ((): boolean => {
  try {
    execFileSync('skopeo', ['--registries-conf', '/dev/null', '--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** What skopeo does with a registries.conf; undefined when it refuses the configuration or the reference. */
export async function skopeoPulling(conf: string, reference: string): Promise<Pulling | undefined> {
  const args = ['--registries-conf', conf, '--debug', 'inspect', '--raw', `docker://${reference}`];
  // Through a proxy that is not there: no name is looked up, and nothing leaves this machine.
  const proxy = 'http://127.0.0.1:1';
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
  const told = await new Promise<string>((resolve) => {
    execFile('skopeo', args, { env, timeout: 60_000 }, (_error, _stdout, stderr) => resolve(stderr));
  });
  const endpoints = allOf(told, /Trying to access \\"([^"\\]+)\\"/g);
  if (endpoints.length === 0) return undefined;
  return { endpoints, pings: allOf(told, /Ping (https?:\/\/[^ /]+)\/v2\/ err/g) };
}

const allOf = (text: string, form: RegExp): string[] =>
  [...text.matchAll(form)].flatMap(([, found]) => found ?? []);
