import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enums } from 'openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  parseReleaseKeys,
  verifyReleaseSignature,
  type SignatureExpectation,
  type VerifiedSignature,
} from '../../../core/release/index.ts';
import { digestOf, parseDigest } from '../../../core/reference/index.ts';
import {
  literalMessage,
  newSigner,
  packetsOf,
  signedMessage,
  signedOn,
  statement,
  withdrawn,
  type Signer,
} from '../../support/release-signing.ts';
import { ocpRelease } from '../../support/release-graphs.ts';
import { sharedFolder, sharedNote } from '../../support/release-world.ts';

const digest = digestOf('payload of 4.15.2');
const name = `${ocpRelease}:4.15.2-x86_64`;
let redHat: Signer;
let stranger: Signer;

beforeAll(async () => {
  redHat = await newSigner('redhat');
  stranger = await newSigner('stranger');
});

function verify(bytes: Buffer, changes: Partial<SignatureExpectation> = {}): Promise<VerifiedSignature> {
  return verifyReleaseSignature(bytes, {
    keys: redHat.keys,
    digest,
    repositories: [ocpRelease],
    version: '4.15.2',
    now: new Date('2026-01-01T00:00:00Z'),
    ...changes,
  });
}

const refused = (code: string, params: Readonly<Record<string, unknown>> = {}): object => ({
  code,
  affected: ['4.15.2'],
  params: expect.objectContaining({ release: '4.15.2', ...params }) as object,
});

describe('when a release signature is genuine', () => {
  it('gives the signed name and the key', async () => {
    const verified = await verify(await signedMessage([redHat], statement(digest, name)));
    expect(verified).toEqual({
      keyId: redHat.privateKey.getKeyID().toHex(),
      fingerprint: redHat.privateKey.getFingerprint().toUpperCase(),
      repository: ocpRelease,
      tag: '4.15.2-x86_64',
      reference: name,
      created: signedOn,
    });
  });

  it.each(['4.15.2', '4.15.2-multi', '4.15.2-multi-x86_64', '4.15.2-aarch64'])(
    'accepts the tag %s',
    async (tag) => {
      const bytes = await signedMessage([redHat], statement(digest, `${ocpRelease}:${tag}`));
      expect((await verify(bytes)).tag).toBe(tag);
    },
  );

  it('accepts it inside a compressed packet, as Red Hat makes them', async () => {
    const bytes = await signedMessage([redHat], statement(digest, name), {
      config: { preferredCompressionAlgorithm: enums.compression.zlib },
    });
    expect((await verify(bytes)).tag).toBe('4.15.2-x86_64');
  });

  it('accepts one of several trusted keys', async () => {
    const keys = { keys: [...stranger.keys.keys, ...redHat.keys.keys] };
    const bytes = await signedMessage([redHat], statement(digest, name));
    expect((await verify(bytes, { keys })).keyId).toBe(redHat.privateKey.getKeyID().toHex());
  });
});

describe('when a release signature was edited', () => {
  it('refuses an edited text', async () => {
    const bytes = await signedMessage([redHat], statement(digest, name));
    const at = bytes.indexOf('4.15.2-x86_64');
    bytes.write('4.15.3', at);
    await expect(verify(bytes, { version: undefined, tag: '4.15.2' })).rejects.toMatchObject(
      refused('RELEASE_SIGNATURE_INVALID'),
    );
  });

  it('never accepts a message with any one byte flipped', async () => {
    const bytes = await signedMessage([redHat], statement(digest, name));
    const accepted: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 0x01;
      const result = await verify(flipped).catch(() => undefined);
      if (result !== undefined && result.reference !== name) accepted.push(at);
      // What is outside the signed text (the literal's date, a hint of the key) may differ; the statement may not.
      if (result !== undefined) expect(result.keyId).toBe(redHat.privateKey.getKeyID().toHex());
    }
    expect(accepted).toEqual([]);
  });

  it('refuses the body of one message with the signature of another', async () => {
    const genuine = packetsOf(await signedMessage([redHat], statement(digest, name)));
    const other = packetsOf(await signedMessage([redHat], statement(digestOf('other'), name)));
    const [onePass, , signature] = genuine;
    const swapped = Buffer.concat([
      onePass ?? Buffer.alloc(0),
      other[1] ?? Buffer.alloc(0),
      signature ?? Buffer.alloc(0),
    ]);
    await expect(verify(swapped, { digest: digestOf('other') })).rejects.toMatchObject(
      refused('RELEASE_SIGNATURE_INVALID'),
    );
  });
});

describe('when a release signature is by the wrong key', () => {
  it('refuses a key that is not trusted, and names it', async () => {
    const bytes = await signedMessage([stranger], statement(digest, name));
    await expect(verify(bytes)).rejects.toMatchObject(
      refused('RELEASE_SIGNATURE_KEY_UNKNOWN', { keyId: stranger.privateKey.getKeyID().toHex() }),
    );
  });

  it.each(['expired', 'revoked'] as const)('refuses a key that was %s when it signed', async (state) => {
    const bytes = await signedMessage([redHat], statement(digest, name));
    const keys = await withdrawn(redHat, state);
    await expect(verify(bytes, { keys })).rejects.toMatchObject(
      refused('RELEASE_SIGNATURE_KEY_NOT_VALID', {
        keyId: redHat.privateKey.getKeyID().toHex(),
        created: signedOn.toISOString(),
      }),
    );
  });

  it('refuses a signature from the future and names both times', async () => {
    const bytes = await signedMessage([redHat], statement(digest, name));
    await expect(verify(bytes, { now: new Date('2024-02-01T00:00:00Z') })).rejects.toMatchObject(
      refused('RELEASE_SIGNATURE_FROM_FUTURE', {
        created: '2024-03-01T00:00:00.000Z',
        now: '2024-02-01T00:00:00.000Z',
      }),
    );
  });

  it('refuses a hash weaker than SHA-256', async () => {
    const bytes = await signedMessage([redHat], statement(digest, name));
    const packets = packetsOf(bytes);
    // Signature packet, version 4: header, version, type, key algorithm, hash algorithm.
    const signature = Buffer.from(packets[2] ?? Buffer.alloc(0));
    const body = (signature[1] ?? 0) < 192 ? 2 : 3;
    expect(signature[body + 3]).toBeGreaterThanOrEqual(8);
    signature[body + 3] = enums.hash.sha1;
    const onePass = Buffer.from(packets[0] ?? Buffer.alloc(0));
    onePass[4] = enums.hash.sha1;
    const weak = Buffer.concat([onePass, packets[1] ?? Buffer.alloc(0), signature]);
    await expect(verify(weak)).rejects.toMatchObject(refused('RELEASE_SIGNATURE_WEAK'));
  });
});

describe('when a genuine signature speaks of something else', () => {
  it('refuses the signature of another digest', async () => {
    const other = digestOf('payload of 4.15.1');
    const bytes = await signedMessage([redHat], statement(other, name));
    await expect(verify(bytes)).rejects.toMatchObject(
      refused('RELEASE_SIGNATURE_OTHER_DIGEST', { signed: other, digest }),
    );
  });

  it.each(['sha256:abc', '', `sha256:${'A'.repeat(64)}`, `../${digest}`])(
    'refuses the digest %j',
    async (text) => {
      const bytes = await signedMessage([redHat], statement(text, name));
      await expect(verify(bytes)).rejects.toMatchObject(refused('RELEASE_SIGNATURE_OTHER_DIGEST'));
    },
  );

  it('refuses a moved tag: the digest behind 4.15.2 is signed as 4.15.1', async () => {
    const bytes = await signedMessage([redHat], statement(digest, `${ocpRelease}:4.15.1-x86_64`));
    await expect(verify(bytes, { version: undefined, tag: '4.15.2-x86_64' })).rejects.toMatchObject({
      code: 'RELEASE_SIGNATURE_OTHER_RELEASE',
      params: { release: '4.15.2-x86_64', signed: `${ocpRelease}:4.15.1-x86_64` },
    });
  });

  it.each(['4.15.1-x86_64', '4.15.20-x86_64', '4.15.2-rc.1-x86_64', '4.15', 'latest'])(
    'refuses the tag %s for version 4.15.2 of the graph',
    async (tag) => {
      const bytes = await signedMessage([redHat], statement(digest, `${ocpRelease}:${tag}`));
      await expect(verify(bytes)).rejects.toMatchObject(refused('RELEASE_SIGNATURE_OTHER_RELEASE'));
    },
  );

  it('refuses another repository', async () => {
    const bytes = await signedMessage([redHat], statement(digest, 'quay.io/openshift/okd:4.15.2'));
    await expect(verify(bytes)).rejects.toMatchObject(
      refused('RELEASE_SIGNATURE_OTHER_REPOSITORY', {
        signed: 'quay.io/openshift/okd',
        expected: ocpRelease,
      }),
    );
  });

  it.each([
    ['another type', statement(digest, name, 'detached')],
    ['a name without a tag', statement(digest, ocpRelease)],
    ['a name by digest', statement(digest, `${ocpRelease}@${digest}`)],
    ['a name that climbs', statement(digest, 'quay.io/../../etc:4.15.2')],
    ['no JSON', 'hello'],
    ['a key given twice', `{"critical":{},${statement(digest, name).slice(1)}`],
    ['nothing', ''],
  ])('refuses %s', async (_what, text) => {
    await expect(verify(await signedMessage([redHat], text))).rejects.toMatchObject(
      refused('RELEASE_SIGNATURE_CONTENT_INVALID'),
    );
  });
});

describe('when a message is not exactly one signed text', () => {
  it('refuses an unsigned literal', async () => {
    await expect(verify(await literalMessage(statement(digest, name)))).rejects.toMatchObject(
      refused('RELEASE_SIGNATURE_UNSIGNED'),
    );
  });

  it('refuses two signatures, even good ones', async () => {
    const keys = { keys: [...redHat.keys.keys, ...stranger.keys.keys] };
    const bytes = await signedMessage([redHat, stranger], statement(digest, name));
    await expect(verify(bytes, { keys })).rejects.toMatchObject(refused('RELEASE_SIGNATURE_NOT_SINGLE'));
  });

  it('never shows a text that was put beside the signed one (CVE-2025-47934)', async () => {
    const genuine = await signedMessage([redHat], statement(digestOf('harmless'), name));
    const [onePass, literal, signature] = packetsOf(genuine);
    const forged = await literalMessage(statement(digest, name));
    const empty = Buffer.alloc(0);
    const constructions = [
      [genuine, forged],
      [forged, genuine],
      [onePass ?? empty, forged, literal ?? empty, signature ?? empty],
      [onePass ?? empty, literal ?? empty, forged, signature ?? empty],
      [onePass ?? empty, literal ?? empty, signature ?? empty, forged],
      [signature ?? empty, literal ?? empty, forged],
    ];
    for (const parts of constructions) {
      await expect(verify(Buffer.concat(parts))).rejects.toMatchObject({
        code: expect.stringMatching(/^RELEASE_SIGNATURE_(UNREADABLE|NOT_SINGLE)$/) as string,
      });
    }
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<html>404</html>')],
    ['zeros', Buffer.alloc(500)],
    ['noise', Buffer.from(Array.from({ length: 500 }, (_, at) => (at * 7919) % 256))],
    ['JSON', Buffer.from(statement(digest, name))],
  ])('refuses %s', async (_what, bytes) => {
    await expect(verify(bytes)).rejects.toMatchObject(refused('RELEASE_SIGNATURE_UNREADABLE'));
  });

  it('refuses a message that was cut short, at any length', async () => {
    const bytes = await signedMessage([redHat], statement(digest, name));
    for (let length = 0; length < bytes.length; length += 7) {
      await expect(verify(bytes.subarray(0, length))).rejects.toMatchObject({ name: 'SluiceError' });
    }
  });
});

const golden = 'golden/fixtures/lab-release.asc';
describe.skipIf(sharedNote(golden) !== '')(
  `when the golden signatures are checked${sharedNote(golden)}`,
  () => {
    const folder = join(sharedFolder, 'golden/fixtures/sigs');

    it('accepts each for its own digest and refuses it for another', async () => {
      const keys = await parseReleaseKeys(readFileSync(join(sharedFolder, golden), 'utf8'), golden);
      const directories = existsSync(folder) ? readdirSync(folder) : [];
      expect(directories).toHaveLength(4);
      const tags: string[] = [];
      for (const directory of directories) {
        const bytes = readFileSync(join(folder, directory, 'signature-1'));
        const own = parseDigest(directory.replace('=', ':'));
        tags.push((await verify(bytes, { keys, digest: own, version: undefined })).tag);
        await expect(verify(bytes, { keys, version: undefined })).rejects.toMatchObject({
          code: 'RELEASE_SIGNATURE_OTHER_DIGEST',
        });
        await expect(verify(bytes, { digest: own })).rejects.toMatchObject({
          code: 'RELEASE_SIGNATURE_KEY_UNKNOWN',
        });
      }
      expect(tags.toSorted()).toEqual(['4.15.0-x86_64', '4.15.1-x86_64', '4.15.2-x86_64', '4.15.3-x86_64']);
    });
  },
);
