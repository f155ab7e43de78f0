import { readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCliWorld, imageSet, type CliWorld } from '../../support/cli-world.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';

const passphrase = 'three words together';
const variables = { SLUICE_SIGNING_PASSPHRASE: passphrase };
let world: CliWorld;
let registries: RegistryWorld;
let exported: (
  more?: readonly string[],
  options?: Parameters<CliWorld['run']>[1],
) => ReturnType<CliWorld['run']>;
beforeEach(async () => {
  world = await createCliWorld();
  registries = await registryWorld();
  const source = await registries.registry();
  await pushImage(source, 'lab/app', '1.0');
  const config = await world.write('isc.yaml', imageSet({ images: [`${hostOf(source)}/lab/app:1.0`] }));
  exported = (more = [], options = {}) =>
    world.run(
      ['mirror', '-c', config, '--src-tls-verify=false', ...more, `file://${world.path('set')}`],
      options,
    );
});
afterEach(async () => {
  await registries.close();
  await world.close();
});

describe('sluice mirror --sign', () => {
  it('signs with the key of this machine, and inspect and verify say by whom', async () => {
    await world.run(['key', 'create', '--name', 'Lab'], { variables });
    const made = await exported(['--sign'], { variables });
    expect(made.code).toBe(0);
    expect(made.output).toContain('signed by Lab (');
    const inspected = await world.run(['inspect', world.path('set')]);
    expect(inspected.output).toMatch(/Signature +signed by Lab \([0-9a-f]{64}\)/);
    const verified = await world.run(['verify', world.path('set'), '--set-signature', 'require', '--json']);
    expect(JSON.parse(verified.output)).toMatchObject({
      ok: true,
      signature: { state: 'trusted', name: 'Lab' },
    });
    await unlink(join(world.path('set'), 'sluice-set.json.sig'));
    const stripped = await world.run(['--lang', 'zh', 'inspect', world.path('set')]);
    expect(stripped.code).toBe(1);
    expect(stripped.output).toContain('声明由 Lab 签名，但签名不存在');
    expect(stripped.output).toContain('SEAL_SIGNATURE_MISSING');
  });

  it('asks for the passphrase before anything moves, and for none where there is no key', async () => {
    let asked = 0;
    const keyboard = {
      onLine: () => () => undefined,
      readHidden: () => Promise.resolve(['not it', passphrase][asked++] ?? ''),
    };
    expect((await exported(['--sign'], { keyboard })).errors).toContain('SEAL_KEY_ABSENT');
    expect(asked).toBe(0);
    await world.run(['key', 'create', '--name', 'Lab'], { variables });
    const wrong = await exported(['--sign'], { keyboard });
    expect(wrong.errors).toContain('SEAL_PASSPHRASE_WRONG');
    await expect(readFile(join(world.path('set'), 'sluice-set.json'))).rejects.toThrow('ENOENT');
    expect((await exported(['--sign'], { keyboard })).code).toBe(0);
    expect(asked).toBe(2);
  });

  it('asks for nothing when nothing is written', async () => {
    expect((await exported(['--sign', '--dry-run'])).code).toBe(0);
  });

  it('knows three policies', async () => {
    const { errors, code } = await exported(['--set-signature', 'maybe']);
    expect(errors).toContain('--set-signature cannot be understood: "maybe" (require, warn, off)');
    expect(code).not.toBe(0);
    const inspected = await world.run(['inspect', world.path('set'), '--set-signature=maybe']);
    expect(inspected.errors).toContain('"maybe" (require, warn, off)');
  });
});
