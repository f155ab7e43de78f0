import { expect, it } from 'vitest';
import { appWorld } from '../../support/app-world.ts';

it('a page that practises goes from a template to a plan and its checks', { timeout: 60_000 }, async () => {
  const world = await appWorld();
  try {
    const app = await world.start();
    await app.call('practice.start', {});
    const { templates } = await app.call('config.templates', { site: 'connected' });
    const yaml = templates[0]?.yaml ?? '';
    expect(yaml).toContain('- name: stable-4.15');
    const { places } = await app.call('paths.places', { purpose: 'archive-out' });
    const disk = places.find(({ kind }) => kind === 'practice');
    if (disk === undefined) throw new Error('practice has no disk');
    const request = {
      flow: 'export' as const,
      site: 'connected' as const,
      yaml,
      source: { kind: 'upstream' as const },
      destination: { kind: 'archive' as const, folder: disk.token },
      options: {},
      afterwards: { verify: false, eject: false },
    };
    const plan = await app.call('plan.create', { request });
    expect(plan.report.releases.map(({ version }) => version)).toEqual([
      '4.15.0',
      '4.15.1',
      '4.15.2',
      '4.15.3',
    ]);
    const { checks } = await app.call('preflight.run', { request });
    expect(checks.filter(({ state }) => state === 'failed').map(({ message }) => message?.code)).toEqual([]);
    const page = await app.call('plan.images', { planId: plan.planId, offset: 0, limit: 5 });
    expect(page.rows).toHaveLength(5);
  } finally {
    await world.remove();
  }
});
