import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar-stream';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  checkCatalog,
  filterCatalog,
  imagesOf,
  resolvedBundles,
  validateFiltered,
  type CatalogModel,
} from '../../../../core/catalog/index.ts';
import { parseImageSetConfiguration, type OperatorConfig } from '../../../../core/config/index.ts';
import { blobsOf, modelOf } from '../../../support/fbc-files.ts';
import { sharedFolder, sharedNote } from '../../../support/release-world.ts';

const archive = 'golden/01-m2d-connected/mirror_000001.tar';
const note = sharedNote(archive);
const shared = (path: string): string => readFileSync(join(sharedFolder, path), 'utf8');

async function readModel(): Promise<CatalogModel> {
  const texts: string[] = [];
  for await (const entry of createReadStream(join(sharedFolder, archive)).pipe(extract())) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
    if (/\/hold-operator\/.*\.(?:json|yaml)$/.test(entry.header.name)) {
      texts.push(Buffer.concat(chunks).toString());
    }
  }
  return modelOf(texts.flatMap(blobsOf));
}

function operatorOf(path: string): OperatorConfig {
  const parsed = parseImageSetConfiguration(shared(path), { fileName: path });
  const operator = parsed.ok ? parsed.configuration.mirror.operators[0] : undefined;
  if (operator === undefined) throw new Error(`no operator in ${path}`);
  return operator;
}

/** `repository:digest` of the operators' images that oc-mirror put into the enterprise registry. */
function recordedImages(): readonly string[] {
  const others = /^(?:openshift-release-dev\/|ubi8\/|lab\/(?:bydigest|multi|oci-index|signed):|redhat\/)/;
  return shared('golden/05-d2m-enterprise/05-ent.catalog')
    .trim()
    .split('\n')
    .filter((line) => !others.test(line))
    .map((line) => line.replace(/:\S+ sha256:/, '@sha256:'))
    .toSorted();
}

describe.skipIf(note !== '')(`what oc-mirror 4.17 took of a catalogue${note}`, () => {
  let model: CatalogModel;
  let operator: OperatorConfig;
  const tagged = 'lab/tagged-operand@sha256:8c04bcd3e1900f87290897c31a2154bae5bb5b16f22bc8c595856c34afd24c34';

  beforeAll(async () => {
    model = await readModel();
    operator = operatorOf('golden/fixtures/isc.yaml');
  });

  /**
   * 4.17 takes, of a package without channels, the default channel alone; the rules that hold here take all
   * of its channels. Written out, the configuration means the same to both.
   */
  function asIn417(): OperatorConfig {
    const packages = operator.packages.map((wanted) => {
      const name = model.packages.get(wanted.name)?.defaultChannel;
      if (wanted.channels.length > 0 || name === undefined) return wanted;
      const { minVersion, maxVersion, ...rest } = wanted;
      const bounds = {
        ...(minVersion !== undefined && { minVersion }),
        ...(maxVersion !== undefined && { maxVersion }),
      };
      return { ...rest, channels: [{ name, ...bounds }] };
    });
    return { ...operator, packages };
  }

  it('is what is kept here, image for image', () => {
    const filtered = filterCatalog(model, asIn417());
    expect([filtered.errors, filtered.findings]).toEqual([[], []]);
    expect(validateFiltered(filtered)).toEqual([]);
    const images = new Set(
      filtered.packages.flatMap(({ bundles }) =>
        bundles.flatMap(({ relatedImages }) => relatedImages.map(({ image }) => image)),
      ),
    );
    // 4.17 passes over the image without a name that cluster-logging lists. One operand is listed by tag.
    expect(images.delete('')).toBe(true);
    expect(images.delete('registry.redhat.io/lab/tagged-operand:v1')).toBe(true);
    const kept = [...images].map((image) => image.replace('registry.redhat.io/', ''));
    expect([...kept, tagged].toSorted()).toEqual(recordedImages());
  });

  it('is less by the channels that are not the default one', () => {
    const bundles = (config: OperatorConfig): readonly string[] =>
      resolvedBundles(filterCatalog(model, config)).map(({ bundle }) => bundle);
    const before = new Set(bundles(asIn417()));
    expect(bundles(operator).filter((name) => !before.has(name))).toEqual([
      'aws-load-balancer-operator.v1.0.1',
      'multicluster-engine.v2.4.1',
    ]);
  });

  it('includes bundles that list an image without a name, which is told', () => {
    const { skipped, errors, findings } = imagesOf(filterCatalog(model, operator));
    expect([skipped, errors]).toEqual([[], []]);
    expect(findings.map(({ code, affected }) => [code, affected])).toEqual([
      ['CATALOG_IMAGE_EMPTY', ['cluster-logging.v5.8.1']],
      ['CATALOG_IMAGE_EMPTY', ['cluster-logging.v5.8.2']],
    ]);
  });

  it('was made of a catalogue whose faults are all known', () => {
    expect(checkCatalog(model).map(({ level, code, affected }) => [level, code, affected])).toEqual([
      ['note', 'CATALOG_CHANNEL_REPLACES_ABSENT', ['cluster-logging/stable']],
      ['warning', 'CATALOG_IMAGE_EMPTY', ['cluster-logging.v5.8.0']],
      ['warning', 'CATALOG_IMAGE_EMPTY', ['cluster-logging.v5.8.1']],
      ['warning', 'CATALOG_IMAGE_EMPTY', ['cluster-logging.v5.8.2']],
    ]);
  });

  it('removes the deprecation of a bundle that is not kept', () => {
    const compliance = filterCatalog(model, operator).packages.find(
      ({ name }) => name === 'compliance-operator',
    );
    expect(compliance?.source.deprecations).toHaveLength(1);
    expect(compliance?.deprecations).toEqual([]);
  });
});
