import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Draft, Job } from '../../../core/contract/index.ts';
import { MakeAgain } from '../../../renderer/src/features/run/make-again.tsx';
import { newDraft } from '../../../renderer/src/stores/new-draft.ts';
import { tokens } from '../flows/samples.ts';
import { createWorld } from '../flows/world.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { jobOf } from './samples.ts';

const source = { host: 'reg.in', namespace: '' };
const again = { enclaveId: 'e1', generation: 2, source };

async function show(more: Partial<Job> = { again }, draft?: Partial<Draft>, language: 'en' | 'zh' = 'en') {
  const drafts =
    draft === undefined ? [] : [{ ...newDraft('enclave-export', false, ''), step: 'media', ...draft }];
  const world = createWorld({ drafts });
  const job = jobOf({ kind: 'succeeded' }, { flow: 'enclave-export', ...more });
  const rendered = await renderWith(<MakeAgain jobId={job.id} />, { client: world.client, language });
  rendered.stores.jobs.getState().show(job);
  return { ...rendered, world };
}

describe('a set whose medium was lost', () => {
  it.each([
    ['en', 'If the medium is lost', 'Make generation 2 again'],
    ['zh', '如果介质丢失', '重新制作第 2 代'],
  ] as const)('is made again by an export of just this set (%s)', async (language, title, label) => {
    const { user, world, container } = await show({ again }, undefined, language);
    expect(await screen.findByRole('region', { name: title })).toBeTruthy();
    await expectAccessible(container);
    await user.click(screen.getByRole('button', { name: label }));
    await waitFor(() =>
      expect(world.draft('enclave-export')).toMatchObject({
        registry: source,
        enclaves: [{ id: 'e1', to: null, again: 2 }],
        jobIds: [],
      }),
    );
  });

  it('leaves an export that is over in the list of jobs', async () => {
    const { user, world } = await show(
      { again },
      { jobIds: ['job-1'], enclaves: [{ id: 'e2', to: tokens.enclave }], registry: source },
    );
    await user.click(await screen.findByRole('button', { name: 'Make generation 2 again' }));
    await waitFor(() =>
      expect(world.draft('enclave-export')).toMatchObject({
        enclaves: [{ id: 'e1', to: null, again: 2 }],
        jobIds: [],
      }),
    );
  });

  it('loses nothing of an export that is not started yet', async () => {
    const other = { id: 'e2', to: tokens.enclave };
    const registry = { host: 'other.in', namespace: 'a' };
    const { user, world } = await show(
      { again },
      { enclaves: [{ id: 'e1', to: tokens.enclave }, other], registry },
    );
    await user.click(await screen.findByRole('button', { name: 'Make generation 2 again' }));
    await waitFor(() =>
      expect(world.draft('enclave-export')).toMatchObject({
        registry,
        enclaves: [other, { id: 'e1', to: null, again: 2 }],
      }),
    );
  });

  it('is not mixed with practice', async () => {
    const { user, world } = await show({ again, practice: true });
    const button = await screen.findByRole('button', { name: 'Make generation 2 again' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await user.hover(button);
    expect(await screen.findByText('It was made in practice: start Practice first.')).toBeTruthy();
    expect(world.draft('enclave-export')).toBeUndefined();
  });

  it('is not offered where nothing was kept of it', async () => {
    await show({});
    expect(screen.queryByRole('button')).toBeNull();
  });
});
