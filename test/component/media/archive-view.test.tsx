import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ArchiveView } from '../../../core/contract/index.ts';
import { ArchiveInspection } from '../../../renderer/src/features/media/archive-view.tsx';
import { jobOf } from '../run/samples.ts';
import { remote, type FakeHandlers } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { archive, brief, mediaClient, tokenOf } from './samples.ts';

function inspect(view: ArchiveView, handlers: FakeHandlers = {}, language: 'en' | 'zh' = 'en') {
  const client = mediaClient([], { 'archives.inspect': () => view, ...handlers });
  const loaded: ArchiveView[] = [];
  return renderWith(<ArchiveInspection folder={tokenOf(1)} onLoaded={(one) => void loaded.push(one)} />, {
    client,
    language,
  }).then((rendered) => ({ ...rendered, client, loaded }));
}

describe('what lies in an archive', () => {
  it('says which set it is, what is in it and what it needs', async () => {
    const { container, loaded } = await inspect(archive);
    expect(await screen.findByText('3, builds on generation 2')).toBeTruthy();
    expect(screen.getByText('north')).toBeTruthy();
    expect(screen.getByText('Releases: 380')).toBeTruthy();
    expect(screen.getByText('Additional images: 2')).toBeTruthy();
    expect(screen.queryByText('Helm: 0')).toBeNull();
    expect(screen.getByText(/120 blobs \(3\.0 GiB\).*needs generation 2 first/)).toBeTruthy();
    expect(loaded).toEqual([archive]);
    await expectAccessible(container);
  });

  it('is accessible in Chinese', async () => {
    const { container } = await inspect(archive, {}, 'zh');
    expect(await screen.findByText('第 3 代，基于第 2 代')).toBeTruthy();
    await expectAccessible(container);
  });

  it('says by whom the set is signed, with the fingerprint to compare', async () => {
    const keyId = 'f'.repeat(64);
    const signature = { state: 'trusted' as const, keyId, name: 'Connected site' };
    await inspect({ ...archive, brief: { ...brief, signature } });
    expect(await screen.findByText('Signed by Connected site')).toBeTruthy();
    expect(screen.getByText(keyId)).toBeTruthy();
  });

  it('shows what became of each signature, in words', async () => {
    await inspect(archive);
    const table = within(await screen.findByRole('grid', { name: 'Releases' }));
    expect(table.getByRole('row', { name: /4\.18\.1 Signature verified/ })).toBeTruthy();
    expect(table.getByRole('row', { name: /4\.18\.2 Not checked, as asked/ })).toBeTruthy();
    expect(table.getByRole('row', { name: /4\.18\.3 Not known/ })).toBeTruthy();
  });

  it('says what vouches for the images, and who answered while they were fetched', async () => {
    const images = {
      verified: 0,
      'by-release': 380,
      carried: 1,
      none: 2,
      ignored: 0,
      absent: 0,
      unverified: 0,
    };
    const since = '2026-01-01T00:00:00Z';
    const sha256 = Array.from({ length: 32 }, () => 'AB').join(':');
    const hosts = [
      { host: 'quay.io', sha256, verified: true, since },
      { host: 'lab.test:5000', verified: false, since },
    ];
    const { container, user } = await inspect({ ...archive, origin: { images, hosts } });
    expect(await screen.findByText('Signature travels along, not checked: 1')).toBeTruthy();
    expect(screen.queryByText('Signature does not fit: 0')).toBeNull();
    const table = within(
      screen.getByRole('grid', { name: 'Hosts that answered while the content was fetched' }),
    );
    expect(table.getByRole('row', { name: /quay\.io Checked, good/ })).toBeTruthy();
    expect(table.getByRole('row', { name: /lab\.test:5000 None: plain http/ })).toBeTruthy();
    await user.click(table.getByRole('button', { name: 'Copy the SHA-256 of the certificate of quay.io' }));
    expect(await navigator.clipboard.readText()).toBe(sha256);
    await expectAccessible(container);
  });

  it('says that a set does not record who answered', async () => {
    const images = {
      verified: 0,
      'by-release': 0,
      carried: 0,
      none: 2,
      ignored: 0,
      absent: 0,
      unverified: 0,
    };
    await inspect({ ...archive, origin: { images } });
    expect(await screen.findByText(/does not record it/)).toBeTruthy();
  });

  it('lists files with sums that can be copied', async () => {
    const { user } = await inspect(archive);
    const table = within(await screen.findByRole('grid', { name: 'Files' }));
    await user.click(table.getByRole('button', { name: 'Copy the SHA-256 of mirror_000002.tar' }));
    expect(await navigator.clipboard.readText()).toBe('1'.repeat(64));
    expect(table.getByText('not recorded')).toBeTruthy();
  });

  it('says what is missing and why, and what is odd', async () => {
    await inspect({
      ...archive,
      brief: {
        ...brief,
        complete: 'incomplete',
        problems: [{ code: 'JOB_CHUNK_DAMAGED', params: { file: 'mirror_000003.tar' }, affected: [] }],
      },
      missing: [{ origin: 'quay.io/gone:1', code: 'JOBS_NEW_REASON' }],
      earlier: ['generation-2'],
    });
    expect(await screen.findByText('Incomplete')).toBeTruthy();
    expect(screen.getByText('1 image that was asked for is missing')).toBeTruthy();
    expect(screen.getByText('quay.io/gone:1')).toBeTruthy();
    expect(screen.getByText('JOBS_NEW_REASON')).toBeTruthy();
    expect(screen.getByText(/mirror_000003\.tar is not on the medium/)).toBeTruthy();
    expect(screen.getByText('generation-2')).toBeTruthy();
  });

  it('explains archives of oc-mirror, of which less is known', async () => {
    const { images: _, tool: _tool, layout: _layout, configuration: _configuration, ...rest } = archive;
    const { generation: _g, parentGeneration: _p, setId: _s, createdAt: _c, target: _t, ...bare } = brief;
    await inspect({
      ...rest,
      brief: { ...bare, kind: 'oc-mirror', complete: 'unknown' },
      expectedBlobs: 0,
      expectedBytes: 0,
      releases: [],
    });
    expect(await screen.findByText(/made by oc-mirror, not by Sluice/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Report for the security officer' })).toBeNull();
    expect(screen.getByText('There are no releases in it.')).toBeTruthy();
    expect(screen.getByText('Nothing: the set holds everything itself.')).toBeTruthy();
    expect(screen.getByText('Completeness not known')).toBeTruthy();
  });

  it('offers the report for the security officer, where there is a manifest to report by', async () => {
    await inspect(archive);
    expect(await screen.findByRole('button', { name: 'Report for the security officer' })).toBeTruthy();
  });

  it('has every byte read when asked to', async () => {
    const { user, client } = await inspect(archive, {
      'jobs.verify': () => ({ job: jobOf({ kind: 'queued' }, { kind: 'verify' }) }),
    });
    await user.click(await screen.findByRole('button', { name: 'Verify every byte now' }));
    await waitFor(() => expect(client.inputsOf('jobs.verify')).toEqual([{ folder: tokenOf(1) }]));
  });

  it('says why a folder cannot be inspected, and tries again', async () => {
    const client = mediaClient([], {
      'archives.inspect': () => {
        throw remote('PATH_GONE', { path: '/media/stick' });
      },
    });
    const { user } = await renderWith(<ArchiveInspection folder={tokenOf(1)} />, { client });
    expect(await screen.findByText('/media/stick is not there any more.')).toBeTruthy();
    client.handle({ 'archives.inspect': () => archive });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('3, builds on generation 2')).toBeTruthy();
  });
});
