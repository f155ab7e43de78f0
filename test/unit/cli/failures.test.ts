import { describe, expect, it } from 'vitest';
import { formatFailures, type ShownFailure } from '../../../core/cli/output/failures.ts';

const login = (origin: string, host = 'mirror.example'): ShownFailure => ({
  origin,
  error: {
    code: 'REGISTRY_LOGIN_NEEDED',
    params: {
      host,
      what: `<manifest> ${origin.replace('quay.io/', '')}`,
      credential: '<none>; <searched> /root/.docker/config.json',
    },
    affected: [host],
    stage: 'resolve',
    side: 'source',
    detail: 'GET https://mirror.example/v2/: 401',
  },
});

describe('when many images fail for one reason', () => {
  const many = Array.from({ length: 30 }, (_, index) => login(`quay.io/a/b${index}:1`));

  it('is one message that names the images', () => {
    const texts = formatFailures(many, 'en');
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('quay.io/a/b0:1, quay.io/a/b1:1');
    expect(texts[0]).toContain('quay.io/a/b7:1 and 22 more');
    expect(texts[0]?.split('\n').length).toBeLessThan(8);
  });

  it('counts in Chinese as Chinese does', () => {
    expect(formatFailures(many, 'zh')[0]).toContain('quay.io/a/b7:1 等，另有 22 项');
  });

  it('keeps apart what happened at different hosts, in different stages, for different reasons', () => {
    const later = login('quay.io/c:1');
    const texts = formatFailures(
      [
        login('quay.io/a:1'),
        login('quay.io/b:1', 'other.example'),
        { ...later, error: { ...later.error, stage: 'transfer' } },
        { ...later, error: { ...later.error, code: 'REGISTRY_ACCESS_DENIED' } },
        login('quay.io/d:1'),
      ],
      'en',
    );
    expect(texts).toHaveLength(4);
    expect(texts[0]).toContain('Affected: quay.io/a:1, quay.io/d:1');
  });
});

describe('when one image fails', () => {
  it('is named beside the host', () => {
    const [text] = formatFailures([login('quay.io/a:1')], 'en');
    expect(text).toContain('Affected: quay.io/a:1');
  });

  it('is not named when it is a part of the configuration', () => {
    const [text] = formatFailures(
      [
        {
          origin: 'mirror.operators',
          error: { code: 'CATALOG_IMAGES_NONE', params: {}, affected: ['registry/index:v1'] },
        },
      ],
      'en',
    );
    expect(text).toContain('CATALOG_IMAGES_NONE');
    expect(text).toContain('Affected: registry/index:v1');
    expect(text).not.toContain('mirror.operators\n');
  });
});
