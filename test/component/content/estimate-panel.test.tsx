import { screen, waitFor } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import type { CommandOutput, RunRequest } from '../../../core/contract/index.ts';
import { LiveRegion } from '../../../renderer/src/components/live-region.tsx';
import { EstimatePanel } from '../../../renderer/src/features/content/estimate-panel.tsx';
import { remote, type FakeClient } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { contentClient, request, yamlOf } from './fake-content.ts';
import { planOf } from '../support/plan.ts';

function Panel({ first }: { readonly first: RunRequest | undefined }): ReactNode {
  const [asked, setAsked] = useState(first);
  const more = (): void => setAsked({ ...request, yaml: yamlOf({ graph: true }) });
  return (
    <LiveRegion>
      <h1>{'Content'}</h1>
      <button onClick={more}>{'change'}</button>
      <button onClick={() => setAsked({ ...request })}>{'same'}</button>
      <EstimatePanel request={asked} />
    </LiveRegion>
  );
}

function show(client: FakeClient, first: RunRequest | undefined = request, language: 'en' | 'zh' = 'en') {
  return renderWith(<Panel first={first} />, { client, language });
}

describe('the estimate', () => {
  it('says what is needed while nothing is chosen', async () => {
    const client = contentClient();
    await renderWith(<EstimatePanel request={undefined} />, { client });
    expect(screen.getByText(/Choose the content and where it goes/)).toBeTruthy();
    expect(client.inputsOf('plan.create')).toEqual([]);
  });

  it('shows the numbers of the plan, each by its name, and says them once', async () => {
    await show(contentClient({ 'plan.create': () => planOf() }));
    expect(await screen.findByText('12.0 GiB')).toBeTruthy();
    const rows = screen
      .getAllByRole('term')
      .map((term) => [term.textContent, term.nextElementSibling?.textContent]);
    expect(rows).toEqual([
      ['To read', '12.0 GiB'],
      ['To write to the medium', '11.0 GiB'],
      ['Carried before', '3.0 GiB'],
      ['At the target already', '2.0 GiB'],
      ['The whole selection', '16.0 GiB'],
      ['Images', '190'],
      ['Blobs', '400'],
      ['Files of the set', '4 files of at most 3.0 GiB'],
    ]);
    expect(screen.getByText('There is room: 20.0 GiB are free, 9.0 GiB remain.')).toBeTruthy();
    await waitFor(() =>
      expect(screen.getByRole('status').textContent).toBe('Estimate: 12.0 GiB to read, 11.0 GiB to write.'),
    );
  });

  it('says by how much the medium is too small', async () => {
    const archive = { chunks: 4, largestBlob: 1, freeBytes: 4 * 1024 ** 3 };
    await show(contentClient({ 'plan.create': () => planOf({ archive }) }));
    expect(
      await screen.findByText('There is not enough room: 4.0 GiB are free, 7.0 GiB are missing.'),
    ).toBeTruthy();
  });

  it('shows each release with what it adds', async () => {
    const { user } = await show(contentClient({ 'plan.create': () => planOf() }));
    await user.click(await screen.findByRole('button', { name: '1 release' }));
    expect(screen.getByRole('row', { name: /4\.15\.1.*16\.0 GiB.*5\.0 GiB/ })).toBeTruthy();
  });

  it('names what is not resolved, by cause', async () => {
    const error = { code: 'REFERENCE_EMPTY', params: { reference: 'x' }, affected: [] };
    const unplanned = Array.from({ length: 7 }, (_one, at) => ({
      type: 'additional',
      origin: `quay.io/a:${at}`,
      error,
    }));
    await show(contentClient({ 'plan.create': () => planOf({ unplanned }) }));
    expect(await screen.findByText('7 images are not yet resolved and not in these numbers')).toBeTruthy();
    expect(screen.getByText('quay.io/a:4')).toBeTruthy();
    expect(screen.getByText('and 2 more')).toBeTruthy();
  });

  it('keeps the old numbers, marked, while new ones are found out, and gives up the former plan', async () => {
    const answers: ((value: CommandOutput<'plan.create'>) => void)[] = [];
    const signals: (AbortSignal | undefined)[] = [];
    const client = contentClient({
      'plan.create': (_input, signal) => {
        signals.push(signal);
        return new Promise((resolve) => void answers.push(resolve));
      },
    });
    const { user } = await show(client);
    await waitFor(() => expect(answers.length).toBe(1));
    expect(screen.getByText(/Reading manifests/)).toBeTruthy();
    answers[0]?.(planOf());
    expect(await screen.findByText('12.0 GiB')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'change' }));
    expect(screen.getByText(/from before your last change/)).toBeTruthy();
    expect(screen.getByText('12.0 GiB')).toBeTruthy();
    expect(screen.queryByText(/There is room/)).toBeNull();
    expect(screen.getByRole('region', { name: 'Estimate' }).getAttribute('aria-busy')).toBe('true');
    await waitFor(() => expect(answers.length).toBe(2));
    expect(client.inputsOf('plan.create')[1]?.request.yaml).toBe(yamlOf({ graph: true }));
    await user.click(screen.getByRole('button', { name: 'same' }));
    await waitFor(() => expect(signals[1]?.aborted).toBe(true));
  });

  it('is not made anew for a request that is the same', async () => {
    const client = contentClient({ 'plan.create': () => planOf() });
    const { user } = await show(client);
    await screen.findByText('12.0 GiB');
    await user.click(screen.getByRole('button', { name: 'same' }));
    expect(screen.getByText(/There is room/)).toBeTruthy();
    expect(client.inputsOf('plan.create').length).toBe(1);
  });

  it('says why it failed and is tried again', async () => {
    let isBroken = true;
    const client = contentClient({
      'plan.create': () => {
        if (isBroken) throw remote('REFERENCE_EMPTY', { reference: 'x' }, true);
        return planOf();
      },
    });
    const { user } = await show(client);
    expect(await screen.findByText('The image reference "x" names no image.')).toBeTruthy();
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('12.0 GiB')).toBeTruthy();
  });

  it('says “into the registry” where there is no archive', async () => {
    const { archive: _none, ...report } = planOf().report;
    const client = contentClient({ 'plan.create': () => ({ ...planOf(), report }) });
    await show(client, { ...request, flow: 'enterprise-import' });
    expect(await screen.findByText('To push to the registry')).toBeTruthy();
    expect(screen.queryByText('Files of the set')).toBeNull();
  });

  it('says “to the medium” of an export before its medium is chosen', async () => {
    const { archive: _none, ...report } = planOf().report;
    await show(contentClient({ 'plan.create': () => ({ ...planOf(), report }) }));
    expect(await screen.findByText('To write to the medium')).toBeTruthy();
    expect(screen.queryByText('To push to the registry')).toBeNull();
  });

  it('teaches the release graph the sizes', async () => {
    const { stores } = await show(contentClient({ 'plan.create': () => planOf() }));
    await waitFor(() =>
      expect(stores.content.getState().sizes.get('4.15.1 amd64')).toEqual({
        bytes: 16 * 1024 ** 3,
        newBytes: 5 * 1024 ** 3,
      }),
    );
  });

  it('is accessible in both languages', async () => {
    const error = { code: 'REFERENCE_EMPTY', params: { reference: 'x' }, affected: [] };
    const unplanned = [{ type: 'additional', origin: 'quay.io/a:1', error }];
    for (const language of ['en', 'zh'] as const) {
      const { container, unmount } = await show(
        contentClient({ 'plan.create': () => planOf({ unplanned }) }),
        request,
        language,
      );
      await screen.findByText('12.0 GiB');
      await expectAccessible(container);
      unmount();
    }
  });
});
