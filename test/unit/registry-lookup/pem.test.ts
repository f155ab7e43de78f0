import { describe, expect, it } from 'vitest';
import { readBundle } from '../../../core/registry/trust/pem.ts';
import { otherCa, siteCa } from '../../support/registry-certificates.ts';

const bare = (pem: string): string => pem.trim();
const mebibyte = 1024 * 1024;

describe('when certificates are read from a bundle', () => {
  it('finds each of them, whatever stands around it', () => {
    const trusted = siteCa.replaceAll(' CERTIFICATE', ' TRUSTED CERTIFICATE');
    const text = `# one\n${siteCa}-----END CERTIFICATE-----\n${trusted}\n# two\n${otherCa}-----BEGIN CERTIFICATE-----\n`;
    const { certificates, unreadable } = readBundle(text);
    expect([certificates.length, unreadable]).toEqual([3, 0]);
    expect(certificates[0]).toBe(bare(siteCa));
    expect(certificates[2]).toBe(bare(otherCa));
  });

  it.each(['-----BEGIN CERTIFICATE-----\n', '-----BEGIN ', '-'])(
    'reads a MiB of "%s" without an end once',
    (piece) => {
      const text = siteCa + piece.repeat(Math.ceil(mebibyte / piece.length));
      expect(readBundle(text)).toEqual({ certificates: [bare(siteCa)], unreadable: 0 });
    },
  );
});
