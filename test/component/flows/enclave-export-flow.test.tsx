import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { pathTokenSchema, type EnclaveView } from '../../../core/contract/index.ts';
import { newDraft } from '../../../renderer/src/stores/new-draft.ts';
import { remote } from '../support/fake-client.ts';
import { expectAccessible } from '../support/render.tsx';
import { checksPassed, openApp, stepHeading } from './open-app.tsx';
import { facts, registry, tokens, yaml } from './samples.ts';
import { createWorld } from './world.ts';

const gapYaml = yaml.replace(
  'maxVersion: 4.15.3\n',
  'maxVersion: 4.15.3\n      - name: stable-4.17\n        minVersion: 4.17.1\n        maxVersion: 4.17.1\n',
);

function enclave(id: string, name: string, text = yaml): EnclaveView {
  return { id, name, yaml: text, notes: '', revision: 1 };
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

  const withSetAgain = (step: string) => {
    const world = ready([enclave('e1', 'North', gapYaml)]);
    const draft = world.draft('enclave-export');
    if (draft === undefined) throw new Error('no draft');
    const enclaves = [{ id: 'e1', to: tokens.enclave, again: 2 }];
    world.drafts.set('enclave-export', { draft: { ...draft, step, enclaves }, revision: 1 });
    return world;
  };

  it('makes a set again, and says which', async () => {
    const world = withSetAgain('media');
    const { user } = await openApp(world.client, '/enterprise/enclaves/media');
    await stepHeading('Media');
    await user.click(screen.getByRole('button', { name: 'Next: Checks' }));
    await checksPassed();
    await user.click(screen.getByRole('button', { name: 'Next: Review' }));
    await stepHeading('Review');
    expect(screen.getByText('North (generation 2 again)')).toBeTruthy();
    // Its content is settled.
    expect(screen.getByRole('checkbox', { name: 'Remove the earlier set in the folder' })).toBeTruthy();
    expect(
      screen.queryByRole('checkbox', { name: 'Carry everything, also what was carried before' }),
    ).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Start export' }));
    await stepHeading('Run');
    expect(world.started()).toMatchObject([{ enclaveId: 'e1', again: 2 }]);
  });

  it.each([
    ['en', 'Enclaves', /Generation 2 is made again/, 'Make a new set instead'],
    ['zh', '飞地', /将按原内容重新制作第 2 代/, '改为制作新的传输集'],
  ] as const)(
    'makes a new set all the same when that is wanted (%s)',
    async (language, title, note, label) => {
      const world = withSetAgain('enclaves');
      const { user, container } = await openApp(world.client, '/enterprise/enclaves/enclaves', language);
      await stepHeading(title);
      expect(await screen.findByText(note)).toBeTruthy();
      await expectAccessible(container);
      await user.click(screen.getByRole('button', { name: label }));
      expect(screen.queryByText(note)).toBeNull();
      await waitFor(() =>
        expect(world.draft('enclave-export')?.enclaves).toEqual([{ id: 'e1', to: tokens.enclave }]),
      );
    },
  );

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

  it.each([
    ['Take over the other change', 'theirs', 'North 2'],
    ['Save mine in its place', 'mine', 'North mine'],
  ])(
    'keeps what was typed when another window saved the enclave first, and asks: %s',
    async (answer, whose, name) => {
      const saved = enclave('e1', 'North');
      const world = ready([saved]);
      const { user } = await openApp(world.client, '/enterprise/enclaves/enclaves');
      await user.click(await screen.findByRole('button', { name: 'Edit North' }));
      const dialog = await screen.findByRole('dialog');
      const field = within(dialog).getByRole('textbox', { name: 'Name' });
      await user.clear(field);
      await user.type(field, 'North mine');
      await world.client.invoke('enclaves.save', { ...saved, name: 'North 2', notes: 'theirs' });
      const save = (): HTMLElement => within(dialog).getByRole('button', { name: 'Save enclave' });
      await waitFor(() => expect(save().getAttribute('aria-disabled')).not.toBe('true'));
      await user.click(save());
      expect(await within(dialog).findByText(/was changed in another window meanwhile/)).toBeTruthy();
      expect(field).toHaveProperty('value', 'North mine');
      await user.click(within(dialog).getByRole('button', { name: answer }));
      if (whose === 'theirs') {
        await waitFor(() => expect(field).toHaveProperty('value', 'North 2'));
        await user.click(save());
      }
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
      expect(world.client.inputsOf('enclaves.save').at(-1)).toMatchObject({
        name,
        notes: 'theirs',
        revision: 2,
      });
    },
  );

  it.each([
    ['there', true, '/media/stick/enclave-1'],
    ['gone', false, '/media/stick'],
  ])('begins with the folder that the enclave remembers; when it is %s', async (_what, isThere, path) => {
    const remembered = { ...enclave('e1', 'North'), driveId: 'stick', to: tokens.enclave };
    const world = ready([remembered]);
    const draft = world.draft('enclave-export');
    if (draft === undefined) throw new Error('no draft');
    world.drafts.set('enclave-export', {
      draft: { ...draft, step: 'media', enclaves: [{ id: 'e1', to: null }] },
      revision: 1,
    });
    world.client.handle({
      'paths.describe': ({ token: wanted }) => {
        if (wanted === tokens.enclave && !isThere)
          throw remote('PATH_GONE', { path: '/media/stick/enclave-1' });
        return facts(pathTokenSchema.parse(wanted));
      },
    });
    await openApp(world.client, '/enterprise/enclaves/media');
    await stepHeading('Media');
    const chosen = await screen.findByRole('region', { name: 'Chosen folder' });
    await waitFor(() => expect(within(chosen).getByText(path)).toBeTruthy());
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
    // Drive and folder are suggested for the next time.
    await waitFor(() =>
      expect(world.client.inputsOf('enclaves.save').map(({ id, driveId, to }) => [id, driveId, to])).toEqual([
        ['e1', 'stick', tokens.content],
        ['e2', 'stick', tokens.enclave],
      ]),
    );
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
