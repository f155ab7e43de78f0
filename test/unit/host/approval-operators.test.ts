import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rulesSchema } from '../../../core/approval/index.ts';
import { carriedIn, enclave, ruled } from '../../support/approval-world.ts';
import {
  index,
  indexRepository,
  operatorWorld,
  shapeOf,
  type OperatorWorld,
} from '../../support/operator-world.ts';

let world: OperatorWorld;
beforeEach(async () => {
  world = await operatorWorld();
});
afterEach(() => world.close());

const filtered = `- catalog: ${index}:v4.15
  packages:
    - name: cluster-logging
      channels:
        - name: stable-5.8
          minVersion: 5.8.1
`;
const whole = `- catalog: ${index}:v4.15
  full: true
`;
const disk = (name = 'disk'): string => join(world.directory, name);

/** Digest of an image that a bundle of the sample content names besides itself. */
function relatedOf(bundle: string): string {
  const found = world.content.catalog.packages
    .flatMap(({ bundles }) => bundles)
    .find(({ name }) => name === bundle)
    ?.relatedImages.find(({ image }) => !image.includes('bundle'));
  return found?.image.split('@')[1] ?? 'absent';
}

/** Everything is approved but what is denied. */
async function deny(...digests: readonly string[]): Promise<void> {
  await ruled(world, rulesSchema.parse({ allow: { repositories: ['*'] }, deny: { digests } }));
}

const run = (operators: string) =>
  world.mirror(operators, { destination: `file://${disk()}`, more: { approvedFor: enclave } });
const codesOf = ({ events }: Awaited<ReturnType<typeof run>>): string[] =>
  events.flatMap((event) => (event.type === 'finding' ? [event.message.code] : []));

describe('an operator image that is held back', () => {
  it('stays out of the catalogue when the set is made again, although it is approved by now', async () => {
    await deny(relatedOf('cluster-logging.v5.8.2'));
    const more = { approvedFor: enclave, target: enclave };
    await world.mirror(filtered, { destination: `file://${disk()}`, more });
    await deny();
    const again = { ...more, again: 1 };
    const made = await world.mirror(filtered, { destination: `file://${disk('again')}`, more: again });
    expect(made.report).toMatchObject({ status: 'complete-with-exceptions', exitCode: 0 });
    const contentOf = async (name: string) => {
      const { images, missing } = (await carriedIn(disk(name))).manifest;
      return { images: images.map(({ digest }) => digest).sort(), missing: missing.map(({ code }) => code) };
    };
    expect((await contentOf('again')).images).toEqual((await contentOf('disk')).images);
    expect((await contentOf('again')).missing).toHaveLength((await contentOf('disk')).missing.length);
  });

  it('takes its bundle out of the catalogue that is made, and the enclave is offered the rest', async () => {
    const held = relatedOf('cluster-logging.v5.8.2');
    await deny(held);
    const result = await run(filtered);
    expect(result.report).toMatchObject({ status: 'complete-with-exceptions', exitCode: 0 });
    expect(codesOf(result)).toContain('CATALOG_BUNDLES_LEFT_OUT');
    expect((await carriedIn(disk())).blobs).not.toContain(held);
    const host = await world.target();
    const imported = await world.mirror(filtered, { from: disk(), destination: `docker://${host}` });
    expect(imported.report.failures).toEqual([]);
    expect(shapeOf(await world.served(host, `${indexRepository}:v4.15`))).toEqual([
      'cluster-logging/stable-5.8: cluster-logging.v5.8.1',
    ]);
  });

  it('of a whole catalogue, which stays as it is: the versions that cannot be installed are named', async () => {
    const held = relatedOf('cluster-logging.v5.8.2');
    await deny(held);
    const { report, events } = await run(whole);
    expect(report.status).toBe('complete-with-exceptions');
    const finding = events.find(
      (event) => event.type === 'finding' && event.message.code === 'APPROVAL_OPERATORS_NOT_INSTALLABLE',
    );
    expect(finding).toMatchObject({
      message: { affected: expect.arrayContaining(['cluster-logging.v5.8.2']) },
    });
    expect((await carriedIn(disk())).blobs).not.toContain(held);
  });
});

describe('a catalogue', () => {
  it('is not made from one that is held back: its layers would go inside', async () => {
    const found = await world.content.index.repository(`${indexRepository}`);
    const original = found?.tags.get('v4.15') ?? 'absent';
    await deny(original);
    const result = await run(filtered);
    expect(result.report).toMatchObject({ status: 'complete-with-exceptions' });
    expect(result.report.held?.map(({ error }) => error.code)).toEqual(
      expect.arrayContaining(['APPROVAL_DENIED', 'APPROVAL_CATALOG_BASE_HELD']),
    );
    const { manifest, blobs } = await carriedIn(disk());
    expect(manifest.images.filter(({ type }) => type === 'operatorCatalog')).toEqual([]);
    expect(blobs).not.toContain(original);
  });
});
