import { describe, expect, it } from 'vitest';
import {
  filterCatalog,
  imagesOf,
  type CatalogBundle,
  type CatalogImages,
} from '../../../../core/catalog/index.ts';
import { bundle, catalog, catalogPackage, channel, wanting } from '../../../support/catalog-filter-world.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const shared = `registry.example/shared@${digest}`;

function withImages(name: string, images: readonly string[], packageName = 'op'): CatalogBundle {
  const plain = bundle(name, '1.0.0', packageName);
  return {
    ...plain,
    relatedImages: [...plain.relatedImages, ...images.map((image) => ({ name: 'x', image }))],
  };
}

function imagesFor(...bundles: readonly CatalogBundle[]): CatalogImages {
  const packages = bundles.map((each) =>
    catalogPackage({ channels: [channel('c', [each.name], each.package)], bundles: [each] }, each.package),
  );
  return imagesOf(filterCatalog(catalog(...packages), wanting()));
}

describe('the images of what is kept', () => {
  it('are each there once, with the bundles that need them', () => {
    const one = withImages('one', [shared, shared, 'registry.example/tagged:v1']);
    const two = withImages('two', [shared], 'second');
    const { images, errors, skipped, findings } = imagesFor(two, one);
    const first = { package: 'op', bundle: 'one' };
    const second = { package: 'second', bundle: 'two' };
    expect(images).toEqual([
      { image: one.image, kind: 'bundle', neededBy: [first] },
      { image: shared, kind: 'related', neededBy: [first, second] },
      { image: 'registry.example/tagged:v1', kind: 'related', neededBy: [first] },
      { image: two.image, kind: 'bundle', neededBy: [second] },
    ]);
    expect([errors, skipped, findings]).toEqual([[], [], []]);
  });

  it('count as bundle when they are one for any', () => {
    const one = withImages('one', []);
    const two = withImages('two', [one.image], 'a-second');
    const found = imagesFor(one, two).images.find(({ image }) => image === one.image);
    expect(found).toMatchObject({ kind: 'bundle', neededBy: [{ bundle: 'two' }, { bundle: 'one' }] });
  });

  it.each([
    ['CATALOG_IMAGE_ON_DISK', 'oci:///tmp/image'],
    ['CATALOG_IMAGE_UNPINNED', 'registry.example/ns/image'],
    ['CATALOG_IMAGE_UNPINNED', 'registry.example:5000/ns/image'],
    ['CATALOG_IMAGE_INVALID', 'registry.example/ns/image@sha256:12'],
    ['CATALOG_IMAGE_INVALID', 'https://registry.example/ns/image:v1'],
  ])('%s for %j: that bundle is passed over, and the catalogue fails', (code, image) => {
    const { images, skipped, errors } = imagesFor(
      withImages('bad', [shared, image]),
      withImages('good', [], 'fine'),
    );
    expect(skipped).toEqual([{ package: 'op', bundle: 'bad' }]);
    expect(images.map(({ neededBy }) => neededBy)).toEqual([[{ package: 'fine', bundle: 'good' }]]);
    expect(errors.map((error) => [error.code, error.params, error.stage])).toEqual([
      [code, { package: 'op', bundle: 'bad', image }, 'collect'],
    ]);
  });

  it.each(['', ' '])('without a name (%j) ask for nothing, which is told', (image) => {
    const one = withImages('one', [shared, image]);
    const { images, skipped, errors, findings } = imagesFor(one);
    expect(images.map((found) => found.image).toSorted()).toEqual([one.image, shared].toSorted());
    expect([skipped, errors]).toEqual([[], []]);
    expect(findings.map(({ level, code, affected }) => [level, code, affected])).toEqual([
      ['warning', 'CATALOG_IMAGE_EMPTY', ['one']],
    ]);
  });

  it('include a bundle that does not list itself, which is told', () => {
    const plain = { ...bundle('one', '1.0.0'), relatedImages: [{ name: '', image: shared }] };
    const { images, errors, findings } = imagesFor(plain);
    expect(images.map(({ image, kind }) => [image, kind])).toEqual([
      [shared, 'related'],
      [plain.image, 'bundle'],
    ]);
    expect(errors).toEqual([]);
    expect(findings).toMatchObject([
      { level: 'warning', code: 'CATALOG_IMAGE_BUNDLE_UNLISTED', affected: ['one'] },
    ]);
    expect(imagesFor({ ...plain, image: '' }).images.map(({ image }) => image)).toEqual([shared]);
  });

  it('are an error when there are none', () => {
    expect(imagesOf(filterCatalog(catalog(), wanting())).errors.map(({ code }) => code)).toEqual([
      'CATALOG_IMAGES_NONE',
    ]);
  });
});
