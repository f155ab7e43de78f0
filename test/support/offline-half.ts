import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listContent, startDockerRegistry } from './docker-registry.ts';
import { sluice } from './sluice.ts';

/*
 * The disconnected half of the mission: a disk is loaded into the enterprise registry, an enclave's disk is cut from
 * there, and loaded into the enclave's registry. Meant to run where there is no network but loopback:
 *
 *     node test/support/offline-half.ts <folder with disk/, isc.yaml, isc-enclave.yaml, key.asc>
 *
 * Prints one line of JSON: the network interfaces that there are, how each command ended, what the registries hold.
 */

const directory = process.argv[2] ?? '';
const hosts = ['quay.io', 'registry.redhat.io', 'registry.access.redhat.com'];
const enterprise = await startDockerRegistry(join(directory, 'enterprise-registry'));
const enclave = await startDockerRegistry(join(directory, 'enclave-registry'));

const insecure = (host: string): string => `[[registry]]\nlocation="${host}"\ninsecure=true\n`;
const redirected = hosts
  .map(
    (host) =>
      `[[registry]]\nlocation="${host}"\n[[registry.mirror]]\nlocation="${enterprise.host}"\ninsecure=true\n`,
  )
  .join('\n');

/** A machine with its own home folder; the registries.conf is where the documentation wants it. */
async function machine(name: string, conf: string): Promise<(line: string) => Promise<Ended>> {
  const home = join(directory, name);
  const folder = join(home, '.config', 'containers');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'registries.conf'), conf);
  const variables = { OCP_SIGNATURE_VERIFICATION_PK: join(directory, 'key.asc') };
  return async (line) => {
    const { code, output, errors } = await sluice([...line.split(' '), '--json'], { cwd: home, variables });
    const findings = output
      .split('\n')
      .filter((text) => text.startsWith('{'))
      .map((text) => JSON.parse(text) as { type: string; level?: string; message?: { code: string } })
      .filter(({ type, level }) => type === 'finding' && level !== 'note')
      .map(({ message }) => message?.code ?? '');
    return { line, code, findings, errors };
  };
}

interface Ended {
  readonly line: string;
  readonly code: number | null;
  /** Codes of warnings and errors. */
  readonly findings: readonly string[];
  readonly errors: string;
}

try {
  const office = await machine('office', `${redirected}\n${insecure(enterprise.host)}`);
  const behind = await machine('behind', insecure(enclave.host));
  const ended = [
    await office(
      `mirror --v2 -c ${directory}/isc.yaml --from file://${directory}/disk docker://${enterprise.host} --offline-allow ${enterprise.host}`,
    ),
    await office(
      `mirror --v2 -c ${directory}/isc-enclave.yaml file://${directory}/enclave-disk --offline-allow ${enterprise.host}`,
    ),
    await behind(
      `mirror --v2 -c ${directory}/isc-enclave.yaml --from file://${directory}/enclave-disk docker://${enclave.host} --offline-allow ${enclave.host}`,
    ),
  ];
  const devices = (await readFile('/proc/net/dev', 'utf8')).trim().split('\n').slice(2);
  const interfaces = devices.map((line) => line.split(':')[0]?.trim());
  const routes = (await readFile('/proc/net/route', 'utf8')).trim().split('\n').slice(1);
  const content = {
    enterprise: await listContent(enterprise.host),
    enclave: await listContent(enclave.host),
  };
  process.stdout.write(`${JSON.stringify({ interfaces, routes, ended, content })}\n`);
} finally {
  await enclave.stop();
  await enterprise.stop();
}
