import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { EnclaveView } from '../../../core/contract/index.ts';
import { newDraft } from '../../../renderer/src/stores/new-draft.ts';
import { expectAccessible } from '../support/render.tsx';
import { checksPassed, openApp, stepHeading } from './open-app.tsx';
import { createWorld, registry, tokens, yaml } from './world.ts';

const gapYaml = yaml.replace(
  'maxVersion: 4.15.3\n',
  'maxVersion: 4.15.3\n      - name: stable-4.17\n        minVersion: 4.17.1\n        maxVersion: 4.17.1\n',
);

function enclave(id: string, name: string, text = yaml): EnclaveView {
  return { id, name, yaml: text, notes: '' };
}

function ready(enclaves: readonly EnclaveView[]) {
  const draft = {
    ...newDraft('enclave-export', false, ''),
    registry: { host: 'reg.in', namespace: '' },
    step: 'enclaves',
  };
  return createWorld({ registries: [registry('enterprise', 'reg.in')], enclaves, drafts: [draft] });
}

describe('the enclave export wizard', () => {
  it('makes in practice a first enclave and its set with what is suggested', async () => {
    const world = createWorld({ practice: true });
    const { user } = await openApp(world.client, '/enterprise/enclaves');
    await stepHeading('Source');
    expect(await screen.findByRole('radio', { name: 'Practice registry', checked: true })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next: Enclaves' }));
    await stepHeading('Enclaves');
    await user.click(await screen.findByRole('button', { name: 'Add an enclave' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'enclave-1');
    const save = (): HTMLElement => within(dialog).getByRole('button', { name: 'Save enclave' });
    await waitFor(() => expect(save().getAttribute('aria-disabled')).not.toBe('true'));
    await user.click(save());
    expect(await screen.findByRole('checkbox', { name: 'enclave-1', checked: true })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next: Media' }));
    await stepHeading('Media');
    await user.click(await screen.findByRole('radio', { name: /Top folder|STICK|stick/i }));
    await waitFor(() => expect(world.client.inputsOf('paths.makeFolder').length).toBe(1));
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    await checksPassed();
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    await stepHeading('Review');
    await user.click(screen.getByRole('button', { name: 'Start export' }));
    await stepHeading('Run');
    const [request] = world.started();
    expect(request).toMatchObject({
      flow: 'enclave-export',
      site: 'enterprise',
      yaml,
      source: { kind: 'registry', place: { host: '127.0.0.1:2', namespace: '' } },
      destination: { kind: 'archive', folder: tokens.enclave },
    });
    world.finish('job-1');
    await user.click(await screen.findByRole('button', { name: 'Next: Done' }));
    await stepHeading('Done');
  });

  it('refuses one folder for two enclaves and names them', async () => {
    const world = ready([enclave('e1', 'North'), enclave('e2', 'South')]);
    const draft = world.draft('enclave-export');
    if (draft === undefined) throw new Error('no draft');
    world.drafts.set('enclave-export', {
      draft: {
        ...draft,
        step: 'media',
        enclaves: [
          { id: 'e1', to: tokens.enclave },
          { id: 'e2', to: tokens.enclave },
        ],
      },
      revision: 1,
    });
    const { user } = await openApp(world.client, '/enterprise/enclaves/media');
    await stepHeading('Media');
    expect(screen.getByText('Several sets go to one drive.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    expect(await screen.findByText(/North, South would get the same folder/)).toBeTruthy();
  });

  it('starts one job for each enclave and shows them as a queue', async () => {
    const world = ready([enclave('e1', 'North'), enclave('e2', 'South')]);
    const draft = world.draft('enclave-export');
    if (draft === undefined) throw new Error('no draft');
    world.drafts.set('enclave-export', {
      draft: {
        ...draft,
        step: 'preflight',
        enclaves: [
          { id: 'e1', to: tokens.content },
          { id: 'e2', to: tokens.enclave },
        ],
      },
      revision: 1,
    });
    const { user } = await openApp(world.client, '/enterprise/enclaves/preflight');
    await stepHeading('Checks');
    await waitFor(() => expect(screen.getAllByText('All checks passed').length).toBeGreaterThan(1));
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    await stepHeading('Review');
    expect(screen.getByRole('region', { name: 'In numbers: South' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Start export' }));
    await stepHeading('Run');
    expect(world.started().map(({ enclaveId }) => enclaveId)).toEqual(['e1', 'e2']);
    const queue = await screen.findByRole('radiogroup', { name: 'Sets of this run' });
    expect(within(queue).getByRole('radio', { name: 'North', checked: true })).toBeTruthy();
    await user.click(within(queue).getByRole('radio', { name: 'South' }));
    expect(within(queue).getByRole('radio', { name: 'South', checked: true })).toBeTruthy();
    await expectAccessible(queue);
  });

  it('names a gap in the update path and closes it with one click', async () => {
    const world = ready([enclave('e1', 'North', gapYaml)]);
    world.client.handle({
      'releases.paths': ({ yaml: text }) => ({
        paths: text.includes('# more')
          ? []
          : [
              {
                from: '4.15.3',
                to: '4.17.1',
                versions: ['4.15.3', '4.16.9', '4.17.1'],
                missing: [{ version: '4.16.9', channel: 'eus-4.16' }],
              },
            ],
      }),
    });
    const { user } = await openApp(world.client, '/enterprise/enclaves/enclaves');
    await stepHeading('Enclaves');
    await user.click(await screen.findByRole('checkbox', { name: 'North' }));
    expect(await screen.findByText(/An update passes through 4.16.9/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add the missing release' }));
    await waitFor(() => expect(screen.queryByText(/An update passes through/)).toBeNull());
    expect(world.client.inputsOf('config.apply')).toMatchObject([
      { edits: [{ kind: 'channel', name: 'eus-4.16', minVersion: '4.16.9', maxVersion: '4.16.9' }] },
    ]);
  });

  it('shows registries.conf, lets it be edited, and does not go on with a broken one', async () => {
    const world = ready([enclave('e1', 'North')]);
    const { user } = await openApp(world.client, '/enterprise/enclaves/source');
    await stepHeading('Source');
    await user.click(await screen.findByRole('button', { name: 'Show registries.conf' }));
    expect(await screen.findByText(/location = "reg.in"/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Edit it for this run' }));
    await user.type(await screen.findByRole('textbox', { name: 'registries.conf' }), 'broken');
    await user.click(screen.getByRole('button', { name: 'Next: Enclaves' }));
    const alert = await screen.findByRole('alert', { name: 'What is still missing' });
    await within(alert).findByText(/code REGISTRIES_CONF_SYNTAX/i);
    await user.click(screen.getByRole('button', { name: 'Back to the one that is made by itself' }));
    await user.click(screen.getByRole('button', { name: 'Next: Enclaves' }));
    await stepHeading('Enclaves');
    await waitFor(() => expect(world.draft('enclave-export')?.registriesConf).toBeNull());
  });

  it('keeps the address of an update service in the settings', async () => {
    const world = ready([enclave('e1', 'North')]);
    const { user } = await openApp(world.client, '/enterprise/enclaves/source');
    await stepHeading('Source');
    await user.click(await screen.findByRole('radio', { name: 'An update service in this network' }));
    await user.type(
      screen.getByRole('textbox', { name: 'Address of the update service' }),
      'https://osus.in/graph',
    );
    await user.click(screen.getByRole('button', { name: 'Use this address' }));
    await waitFor(() =>
      expect(world.client.inputsOf('settings.update')).toEqual([{ updateService: 'https://osus.in/graph' }]),
    );
  });
});
