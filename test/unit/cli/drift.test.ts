import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../core/practice/index.ts';
import { createCliWorld, imageSet, type CliWorld, type Shown } from '../../support/cli-world.ts';
import { pushImage } from '../../support/host-registries.ts';
import { runRegistry, type RunningRegistry } from '../../support/practice-client.ts';

let world: CliWorld;
let source: RunningRegistry;
let enclave: string;
beforeEach(async () => {
  world = await createCliWorld();
  source = await runRegistry({ store: createMemoryStore() });
  await pushImage(source, 'lab/app', '1.0');
  enclave = await world.registry();
});
afterEach(async () => {
  await source.close();
  await world.close();
});

const good = async (...args: string[]): Promise<Shown> => {
  const shown = await world.run(args);
  expect(shown.errors).toBe('');
  expect(shown.code).toBe(0);
  return shown;
};

/** A set for enc1 that arrived, and whose receipt was read. */
async function arrived(): Promise<string> {
  const host = source.url.replace('http://', '');
  const config = await world.write('isc.yaml', imageSet({ images: [`${host}/lab/app:1.0`] }));
  const disk = `file://${world.path('disk')}`;
  await good('mirror', '-c', config, '--src-tls-verify=false', '--target', 'enc1', disk);
  await good('mirror', '-c', config, '--from', disk, '--dest-tls-verify=false', `docker://${enclave}`);
  await good('receipt', 'read', world.path('disk', 'sluice-receipt.json'));
  return world.path('disk');
}

const registry = (): string[] => ['--registry', `docker://${enclave}`, '--insecure', '--person', 'Ada'];

/** Somebody takes the image out of the enclave's registry. */
async function loseImage(): Promise<void> {
  const at = `http://${enclave}/v2/lab/app/manifests`;
  const head = await fetch(`${at}/1.0`, {
    method: 'HEAD',
    headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
  });
  const { status } = await fetch(`${at}/${head.headers.get('docker-content-digest')}`, { method: 'DELETE' });
  expect(status).toBe(202);
}

describe('sluice drift', () => {
  it('says that all is as told, and exits with 0', async () => {
    await arrived();
    const shown = await good('drift', 'enc1', ...registry());
    expect(shown.output).toContain('holds what the receipts of enc1 say: 1 image.');
    expect((await good('drift', 'list', 'enc1')).output).toContain('as told');
    expect((await good('drift', 'list', 'enc2')).output).toContain('was not compared yet');
  });

  it('lists what differs with what to do, exits with 1, and has the next set carry it again', async () => {
    await arrived();
    await loseImage();
    const shown = await world.run(['drift', 'enc1', ...registry()]);
    expect(shown.code).toBe(1);
    for (const part of [
      'image gone',
      'lab/app:1.0',
      'generation 1',
      '--carry-again',
      'sluice drift repair enc1',
    ])
      expect(shown.output).toContain(part);
    const chinese = await world.run(['drift', 'enc1', ...registry(), '--lang', 'zh', '--carry-again']);
    for (const part of ['镜像丢失', '不再计为 enc1 已有']) expect(chinese.output).toContain(part);
    const json = await world.run(['drift', 'check', 'enc1', ...registry(), '--carry-again', '--json']);
    expect(JSON.parse(json.output)).toMatchObject({
      drifted: true,
      counts: { 'manifest-missing': 1 },
      carriedAgain: { target: 'enc1', digests: 3 },
    });
    const list = JSON.parse((await good('drift', 'list', 'enc1', '--json')).output) as {
      checks: object[];
      gone: string[];
    };
    expect(list.checks).toHaveLength(3);
    expect(list).toMatchObject({ differences: [{ kind: 'manifest-missing', tag: '1.0' }] });
    expect(list.gone).toHaveLength(3);
    expect((await good('custody', 'show', '--installation')).output).toContain('compared');
  });

  it('repairs from a set: only what is missing, with a comparison before and after', async () => {
    const disk = await arrived();
    await loseImage();
    const shown = await good('drift', 'repair', 'enc1', ...registry(), '--from', disk);
    expect(shown.output).toContain('1 image repaired');
    expect(shown.output).toContain('holds what the receipts of enc1 say');
    const json = await world.run(['drift', 'repair', 'enc1', ...registry(), '--from', disk, '--json']);
    expect(json.code).toBe(0);
    expect(JSON.parse(json.output)).toMatchObject({ repairedImages: 0, pushedBytes: 0, drifted: false });
    expect((await good('drift', 'list', 'enc1')).output).toContain('as told, after a repair');
    expect((await good('custody', 'show', '--installation')).output).toContain('repaired');
  });

  it.each([
    [['drift', 'enc9', '--registry', 'docker://127.0.0.1:1'], 'DRIFT_NOTHING_TOLD'],
    [['drift', 'En Clave', '--registry', 'docker://127.0.0.1:1'], 'LEDGER_TARGET_NAME_INVALID'],
    [['drift', 'enc1', '--registry', 'file:///x'], 'CLI_DESTINATION_INVALID'],
    [['drift', 'repair', 'enc9', '--registry', 'docker://127.0.0.1:1', '--from', 'x'], 'DRIFT_NOTHING_TOLD'],
  ])('%j fails with %s', async (args, code) => {
    const shown = await world.run(args);
    expect(shown.code).toBe(1);
    expect(shown.errors).toContain(code);
  });
});
