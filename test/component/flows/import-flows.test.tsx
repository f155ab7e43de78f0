import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { checksPassed, openApp, stepHeading } from './open-app.tsx';
import { archive, brief, job, registry, tokens, yaml } from './samples.ts';
import { createWorld } from './world.ts';

const sets = [
  { folder: tokens.set, display: '/media/stick/enterprise-content', brief: { ...brief } },
  { folder: tokens.enclaveSet, display: '/media/stick/enclave-1', brief: { ...brief, setId: 'set-2' } },
];

describe('the enterprise import wizard', () => {
  it('takes in practice the right set and registry, and everything in the set', async () => {
    const world = createWorld({ practice: true, sets });
    const { user } = await openApp(world.client, '/enterprise/import');
    await stepHeading('Set to load');
    await user.click(screen.getByRole('button', { name: 'Next: Registry' }));
    await stepHeading('Registry');
    expect(await screen.findByRole('radio', { name: 'Practice registry', checked: true })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next: Content' }));
    await stepHeading('Content');
    expect(screen.getByRole('radio', { name: 'Everything in the set', checked: true })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    await checksPassed();
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    await stepHeading('Review');
    await user.click(screen.getByRole('button', { name: 'Start import' }));
    await stepHeading('Run');
    expect(world.started()).toMatchObject([
      {
        flow: 'enterprise-import',
        site: 'enterprise',
        yaml,
        source: { kind: 'archive', folder: tokens.set },
        destination: { kind: 'registry', place: { host: '127.0.0.1:2', namespace: '' } },
        afterwards: { verify: false, eject: false },
      },
    ]);
    world.finish('job-1');
    await user.click(await screen.findByRole('button', { name: 'Next: Cluster resources' }));
    await stepHeading('Cluster resources');
  });

  it('chooses a part of the set in the editor, beginning with the set’s configuration', async () => {
    const world = createWorld({ sets: sets.slice(0, 1), registries: [registry('enterprise', 'reg.in')] });
    const { user } = await openApp(world.client, '/enterprise/import');
    await stepHeading('Set to load');
    await user.click(screen.getByRole('button', { name: 'Next: Registry' }));
    await user.click(await screen.findByRole('button', { name: 'Next: Content' }));
    await user.click(await screen.findByRole('radio', { name: 'Only a part of it' }));
    await waitFor(() => expect(world.draft('enterprise-import')?.yaml).toBe(yaml));
  });

  it('asks which set is meant when there are several', async () => {
    const world = createWorld({ sets });
    const { user } = await openApp(world.client, '/enterprise/import');
    await stepHeading('Set to load');
    await user.click(screen.getByRole('button', { name: 'Next: Registry' }));
    expect(await screen.findByText('Choose the folder with the set.')).toBeTruthy();
  });

  it('does not go on with a set that cannot be used', async () => {
    const world = createWorld({
      sets: sets.slice(0, 1),
      archive: {
        ...archive,
        findings: [{ level: 'error', message: { code: 'ARCHIVE_SET_ABSENT', params: {}, affected: [] } }],
      },
    });
    const { user, path } = await openApp(world.client, '/enterprise/import');
    await stepHeading('Set to load');
    await waitFor(() => expect(world.client.inputsOf('archives.inspect').length).toBeGreaterThan(0));
    await user.click(screen.getByRole('button', { name: 'Next: Registry' }));
    await screen.findByRole('alert', { name: 'What is still missing' });
    expect(path()).toBe('/enterprise/import/archive');
  });
});

describe('the enclave import wizard', () => {
  it('has nothing to configure but the registry', async () => {
    const world = createWorld({ practice: true, sets });
    const { user } = await openApp(world.client, '/enclave/import');
    await stepHeading('Set to load');
    await user.click(screen.getByRole('button', { name: 'Next: Registry' }));
    await stepHeading('Registry');
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    await checksPassed();
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    await stepHeading('Review');
    await user.click(screen.getByRole('button', { name: 'Start import' }));
    await stepHeading('Run');
    expect(world.started()).toMatchObject([
      {
        flow: 'enclave-import',
        site: 'enclave',
        yaml,
        source: { kind: 'archive', folder: tokens.enclaveSet },
        destination: { kind: 'registry', place: { host: '127.0.0.1:3', namespace: '' } },
      },
    ]);
  });

  it('imports an older set when that is confirmed beside the registry', async () => {
    const world = createWorld({ practice: true, sets });
    const { user } = await openApp(world.client, '/enclave/import');
    await stepHeading('Set to load');
    await user.click(screen.getByRole('button', { name: 'Next: Registry' }));
    await stepHeading('Registry');
    await user.click(screen.getByRole('button', { name: 'More options' }));
    await user.click(
      screen.getByRole('checkbox', { name: 'Import a set although a newer one was imported' }),
    );
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    await checksPassed();
    expect(world.client.inputsOf('preflight.run').at(-1)).toMatchObject({
      request: { options: { olderSet: true } },
    });
  });

  it('takes who does it and the seal number along, for the custody log', async () => {
    const world = createWorld({ practice: true, sets });
    const { user } = await openApp(world.client, '/enclave/import');
    await stepHeading('Set to load');
    await user.click(screen.getByRole('button', { name: 'Next: Registry' }));
    await stepHeading('Registry');
    await user.click(screen.getByRole('button', { name: 'More options' }));
    await user.type(screen.getByRole('textbox', { name: 'Person' }), 'Li Hua');
    await user.type(screen.getByRole('textbox', { name: 'Seal number' }), '4711');
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    await checksPassed();
    expect(world.client.inputsOf('preflight.run').at(-1)).toMatchObject({
      request: { options: { person: 'Li Hua', sealNumber: '4711' } },
    });
  });

  it('offers the content when only a part is wanted, and when the set does not say what it holds', async () => {
    const { configuration: _none, ...silent } = archive;
    const world = createWorld({
      sets: sets.slice(0, 1),
      registries: [registry('enclave', 'reg.enc')],
      archive: silent,
    });
    const { user } = await openApp(world.client, '/enclave/import');
    await stepHeading('Set to load');
    await user.click(screen.getByRole('button', { name: 'Next: Registry' }));
    await user.click(await screen.findByRole('button', { name: 'Next: Content' }));
    await stepHeading('Content');
    expect(screen.getByText(/does not say what it was made for/)).toBeTruthy();
  });

  it('shows the last step of the workflow as the end of practice', async () => {
    const done = (['export', 'enterprise-import', 'enclave-export'] as const).map((flow, index) =>
      job(`old-${index}`, flow, { kind: 'succeeded' }, { practice: true }),
    );
    const world = createWorld({ practice: true, sets, jobs: done });
    const { user } = await openApp(world.client, '/enclave/import');
    await stepHeading('Set to load');
    await user.click(screen.getByRole('button', { name: 'Next: Registry' }));
    await user.click(await screen.findByRole('button', { name: 'Next: Checks' }));
    await checksPassed();
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    await user.click(await screen.findByRole('button', { name: 'Start import' }));
    await stepHeading('Run');
    world.finish('job-4');
    await user.click(await screen.findByRole('button', { name: 'Next: Cluster resources' }));
    expect(await screen.findByText('All four steps are done')).toBeTruthy();
  });
});
