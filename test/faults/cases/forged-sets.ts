import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SignaturePolicy } from '../../../core/contract/index.ts';
import { pushImage } from '../../support/host-registries.ts';
import {
  configuration,
  index,
  manifest,
  sealedForms,
  signature,
  type SealedForm,
  type SealedSets,
} from '../../support/sealed-forms.ts';
import { sealedWorld, type ImportResult, type SealedWorld } from '../../support/sealed-world.ts';
import { must, type Bench, type FaultCase, type Harmless, type Try } from '../case.ts';
import { flippedBit } from '../support/flipped-bit.ts';

/** Files beside the chunks for which the signature vouches. */
const sideFiles = [manifest, signature, index, configuration, 'imageset-config-pinned.yaml'] as const;
const flips = 1200;
const target = 'enc1';

interface Forgery {
  readonly sealed: SealedWorld;
  readonly sets: SealedSets;
  /** What the registry holds when the signed set, or the newer one, was loaded. */
  readonly content: Readonly<Record<keyof SealedSets, readonly string[]>>;
}

type Attempt = (world: Forgery, one: Try) => Promise<Harmless>;

const attempts: readonly Attempt[] = [
  ...sealedForms.flatMap((form) => [
    ...form.refusedBy.map(
      (policy): Attempt =>
        (world, one) =>
          tamper(world, one, form, policy),
    ),
    ...(form.toldBy ?? []).map(
      (policy): Attempt =>
        (world, one) =>
          tamper(world, one, form, policy),
    ),
  ]),
  ...(['require', 'warn', 'off'] as const).map(
    (policy): Attempt =>
      (world) =>
        replay(world, policy),
  ),
  (world) => revoked(world, 'require'),
  (world) => revoked(world, 'warn'),
];

/** F35. Somebody without the sender's key exchanges, alters, removes or repeats what belongs to a signed set. */
export const forgedSets: FaultCase = {
  id: 'F35',
  title:
    'signed sets: every missing, foreign, exchanged, cut or replayed file; one flipped bit of a side file',
  amount: attempts.length + flips,
  sample: 24,
  async open(): Promise<Bench> {
    const sealed = await sealedWorld();
    const signed = (await sealed.exportTo('signed', { target })).folder;
    await pushImage(sealed.source, 'lab/app', '1.0', 'moved');
    const other = (await sealed.exportTo('other', { target })).folder;
    const sets = { signed, other };
    const content = { signed: await loaded(sealed, signed), other: await loaded(sealed, other) };
    const world = { sealed, sets, content };
    return {
      run: (one) => {
        const attempt = attempts[one.number];
        return attempt === undefined ? flip(world, one) : attempt(world, one);
      },
      close: () => sealed.close(),
    };
  },
};

/** Loads an honest set under the strictest policy. */
async function loaded(sealed: SealedWorld, folder: string): Promise<readonly string[]> {
  const registry = await sealed.receive();
  try {
    const { report } = await registry.importFrom(folder, { setSignature: 'require' });
    must(report?.status === 'complete', 'wrong', 'a set without a fault is not loaded');
    return registry.content();
  } finally {
    await registry.close();
  }
}

async function tamper(
  { sealed, sets, content }: Forgery,
  { folder }: Try,
  form: SealedForm,
  policy: SignaturePolicy,
): Promise<Harmless> {
  const copy = join(folder, 'set');
  await cp(sets.signed, copy, { recursive: true });
  await form.alter(copy, sets);
  const registry = await sealed.receive();
  const when = `${form.what}, ${policy}`;
  try {
    const result = await registry.importFrom(copy, { setSignature: policy });
    if (form.refusedBy.includes(policy)) {
      mustRefuse(result, when, form.code);
      must(registry.content().length === 0, 'corrupt', `${when}: the registry has ${registry.content()}`);
      return { ended: `refused: ${form.code}` };
    }
    must(result.warnings.includes(form.code), 'wrong', `${when}: told ${result.warnings}`);
    must(result.writesBefore[form.code] === 0, 'wrong', `${when}: told behind the first write`);
    const pushed = registry.content().join();
    must(pushed === content.signed.join(), 'corrupt', `${when}: the registry has ${pushed}`);
    return { ended: `told: ${form.code}` };
  } finally {
    await registry.close();
  }
}

/** An older set of the line, whole and signed, is offered as if it were new. */
async function replay({ sealed, sets, content }: Forgery, policy: SignaturePolicy): Promise<Harmless> {
  const code = 'SET_OLDER_THAN_RECEIVED';
  const registry = await sealed.receive();
  try {
    await registry.importFrom(sets.other, { setSignature: policy });
    const result = await registry.importFrom(sets.signed, { setSignature: policy, olderSet: false });
    // The registry was asked whether it may be pushed to, and given nothing.
    mustRefuse({ ...result, writes: result.pushes }, `an older set, ${policy}`, code);
    must(
      registry.content().join() === content.other.join(),
      'corrupt',
      `an older set, ${policy}: tags moved`,
    );
    return { ended: `refused: ${code}` };
  } finally {
    await registry.close();
  }
}

/** The sender's key is not trusted any more. */
async function revoked({ sealed, sets }: Forgery, policy: 'require' | 'warn'): Promise<Harmless> {
  const code = 'SEAL_SIGNER_UNKNOWN';
  const name = 'Connected site';
  const { publicKey } = await sealed.senderKeys.ownPresent();
  await sealed.receiverKeys.distrust(name);
  try {
    const result = await sealed.importFrom(sets.signed, { setSignature: policy });
    if (policy === 'require') {
      mustRefuse(result, `a revoked key, ${policy}`, code);
      return { ended: `refused: ${code}` };
    }
    must(result.writesBefore[code] === 0, 'wrong', `a revoked key, ${policy}: told ${result.warnings}`);
    return { ended: `told: ${code}` };
  } finally {
    await sealed.receiverKeys.trust(name, publicKey);
  }
}

async function flip({ sealed, sets }: Forgery, { number, random, folder }: Try): Promise<Harmless> {
  const name = sideFiles[number % sideFiles.length] ?? manifest;
  const policy = number % 2 === 0 ? 'require' : 'warn';
  const copy = join(folder, 'set');
  await cp(sets.signed, copy, { recursive: true });
  const { bytes, where } = flippedBit(await readFile(join(copy, name)), random);
  await writeFile(join(copy, name), bytes);
  const result = await sealed.importFrom(copy, { setSignature: policy });
  mustRefuse(result, `${where} of ${name}, ${policy}`);
  return { ended: `${name}: refused before the first write` };
}

/** With its own code, and before anything was sent that would change the registry. */
function mustRefuse({ report, refused, errors, writes }: ImportResult, when: string, code?: string): void {
  must(report === undefined, 'corrupt', `${when}: ${report?.status}`);
  must(writes === 0, 'wrong', `${when}: ${writes} writes before ${refused}`);
  const told = [refused ?? '', ...errors];
  const own = code === undefined ? told.some((one) => /^(?:SEAL|ARCHIVE)_/.test(one)) : told.includes(code);
  must(own, 'wrong', `${when}: told ${told.join()}`);
}
