import { readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignaturePolicy } from '../../../../core/contract/index.ts';
import { pushImage } from '../../../support/host-registries.ts';
import { index, manifest, sealedForms, signature, type SealedForm } from '../../../support/sealed-forms.ts';
import { sealedWorld, type SealedWorld } from '../../../support/sealed-world.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

let sealed: SealedWorld;
let signed: string;
let other: string;
let count = 0;
beforeAll(async () => {
  sealed = await sealedWorld();
  signed = (await sealed.exportTo('signed')).folder;
  await pushImage(sealed.source, 'lab/app', '1.0', 'moved');
  other = (await sealed.exportTo('other')).folder;
}, 60_000);
afterAll(() => sealed.close());

/** Imports an altered copy; nothing is written when it is refused. */
async function imported({ alter }: SealedForm, setSignature: SignaturePolicy) {
  const folder = await sealed.copyOf(signed, `altered-${++count}`);
  await alter(folder, { signed, other });
  const result = await sealed.importFrom(folder, { setSignature });
  await rm(folder, { recursive: true });
  return { ...result, told: [result.refused ?? '', ...result.errors] };
}

describe('when a signed set was tampered with, nothing of it is pushed', () => {
  const refused = sealedForms.filter(({ refusedBy }) => refusedBy.length > 0);
  it.each(refused.map((form) => [form.what, form.code, form] as const))('%s: %s', async (_, code, form) => {
    for (const policy of form.refusedBy) {
      const { report, writes, told } = await imported(form, policy);
      expect([report, writes], policy).toEqual([undefined, 0]);
      expect(told, policy).toContain(code);
    }
  });

  const taken = sealedForms.filter(({ toldBy = [] }) => toldBy.length > 0);
  it.each(taken.map((form) => [form.what, form.code, form] as const))(
    '%s: %s, told before it is taken',
    async (_, code, form) => {
      for (const policy of form.toldBy ?? []) {
        const { warnings, writesBefore } = await imported(form, policy);
        expect(warnings, policy).toContain(code);
        expect(writesBefore[code], policy).toBe(0);
      }
    },
  );

  it('whichever bit of manifest, signature or index is flipped', async () => {
    const chance = seededRandom('sealed sets');
    const folder = await sealed.copyOf(signed, 'flipped');
    let found = 0;
    const flips = 60;
    for (let flip = 0; flip < flips; flip += 1) {
      const name = [manifest, signature, index][flip % 3] ?? manifest;
      const path = join(folder, name);
      const whole = await readFile(path);
      const copy = Buffer.from(whole);
      const bit = chance.between(0, copy.length * 8 - 1);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await writeFile(path, copy);
      const { report, writes } = await sealed.importFrom(folder, { setSignature: 'warn' });
      if (report === undefined && writes === 0) found += 1;
      await writeFile(path, whole);
    }
    expect(found).toBe(flips);
    expect((await sealed.importFrom(folder, { setSignature: 'require' })).report?.status).toBe('complete');
  });
});

describe('when the signature of a set is not used', () => {
  it('is not looked at: what digests show is all that is asked', async () => {
    const folder = await sealed.copyOf(signed, 'off');
    await unlink(join(folder, signature));
    await unlink(join(folder, index));
    const { report, errors } = await sealed.importFrom(folder, { setSignature: 'off' });
    expect(errors).toEqual([]);
    expect(report?.status).toBe('complete');
    expect(await readdir(folder)).not.toContain(signature);
  });
});
