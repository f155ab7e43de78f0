import { describe, expect, it } from 'vitest';
import type { PlatformConfig } from '../../../core/config/index.ts';
import { collect, fakeSite } from '../../support/release-inputs.ts';
import { newSigner } from '../../support/release-signing.ts';

describe('when the platform comes from a parsed configuration', () => {
  it('is taken as it is', async () => {
    const signer = await newSigner('redhat');
    const site = await fakeSite(signer, ['4.15.0', '4.15.1']);
    const platform: PlatformConfig = {
      graph: false,
      channels: [{ name: 'stable-4.15', type: 'ocp', shortestPath: false, full: false }],
      architectures: [],
      platforms: [],
      kubeVirtContainer: false,
    };
    const { releases, records } = await collect(site, signer, platform);
    expect(releases.map(({ version }) => version)).toEqual(['4.15.1']);
    expect(records.every((record) => record.platforms === undefined)).toBe(true);
  });
});
