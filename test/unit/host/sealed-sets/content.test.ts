import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../../core/contract/index.ts';
import { createKeyStore, systemServices, verify } from '../../../../core/host/index.ts';
import { startPractice, type PracticeEnvironment } from '../../../../core/practice/index.ts';
import { temporaryFolder } from '../../../support/ledger-world.ts';
import { mirrorHere, servicesOf, type HostWorld } from '../../../support/host-world.ts';
import { passphrase } from '../../../support/sealed-world.ts';

const plain = { sourceTlsVerify: false, destinationTlsVerify: false };
let folder: string;
let practice: PracticeEnvironment;
beforeAll(async () => {
  folder = temporaryFolder();
  practice = await startPractice({ ...systemServices(), directory: join(folder, 'practice'), scale: 'tiny' });
}, 60_000);
afterAll(() => practice.stop());

/** A stage as a machine of its own. */
const machine = (stage: 'connected' | 'enterprise' | 'enclave'): HostWorld => ({
  variables: practice.stages[stage].variables,
  state: join(folder, `state-${stage}`),
  home: join(folder, stage),
});

describe('a signed set of everything that there is', () => {
  it('is what was signed, from releases and graph to operators and accessories, at both gaps', async () => {
    const config = join(folder, 'isc.yaml');
    const text = await readFile(practice.stages.connected.imageSetConfigWithOperators.path, 'utf8');
    await writeFile(config, text.replace('  platform:\n', '  platform:\n    graph: true\n'));
    const [first, second] = [join(folder, 'disk-1'), join(folder, 'disk-2')];
    const events: RunEvent[] = [];
    const errors = () =>
      events.flatMap((event) => (event.type === 'finding' && event.level === 'error' ? [event.message] : []));
    const onEvent = (event: RunEvent): void => void events.push(event);
    const signing = async (stage: 'connected' | 'enterprise') => {
      const keys = createKeyStore(servicesOf(machine(stage)));
      const { publicKey } = await keys.create({ name: stage, passphrase, replace: false });
      for (const next of ['enterprise', 'enclave'] as const) {
        if (next !== stage) await createKeyStore(servicesOf(machine(next))).trust(`from ${stage}`, publicKey);
      }
      return keys;
    };
    const keys = await signing('connected');
    const accessories = ['att', 'sbom', 'referrers'];
    const more = { ...plain, sign: true, accessories };
    const made = await mirrorHere(machine('connected'), {
      config,
      destination: `file://${first}`,
      keys,
      more,
      onEvent,
    });
    expect(made.report).toMatchObject({ status: 'complete', set: { signer: { name: 'connected' } } });
    const services = servicesOf(machine('enterprise'));
    const { signal } = new AbortController();
    const read = await verify(services, first, { signal, policy: 'require' });
    expect([read.ok, read.problems]).toEqual([true, []]);
    const imported = await mirrorHere(machine('enterprise'), {
      config,
      from: first,
      destination: `docker://${practice.hosts.enterprise}`,
      more: { ...plain, setSignature: 'require', accessories },
      onEvent,
    });
    expect(imported.report).toMatchObject({ status: 'complete', receipt: { result: 'complete' } });
    const cut = await mirrorHere(machine('enterprise'), {
      config: practice.stages.enclave.imageSetConfigWithOperators.path,
      destination: `file://${second}`,
      keys: await signing('enterprise'),
      more: { ...plain, sign: true },
      onEvent,
    });
    expect(cut.report).toMatchObject({ status: 'complete', set: { signer: { name: 'enterprise' } } });
    const arrived = await mirrorHere(machine('enclave'), {
      config: practice.stages.enclave.imageSetConfigWithOperators.path,
      from: second,
      destination: `docker://${practice.hosts.enclave}`,
      more: { ...plain, setSignature: 'require' },
      onEvent,
    });
    expect(arrived.report).toMatchObject({ status: 'complete', receipt: { result: 'complete' } });
    expect(errors()).toEqual([]);
  }, 180_000);
});
