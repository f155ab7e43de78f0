import { screen, waitFor, within } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import type { RegistryPlace, RegistryView } from '../../../core/contract/index.ts';
import { RegistryPicker } from '../../../renderer/src/features/registries/registry-form.tsx';
import { placeOf, problemOf, emptyText } from '../../../renderer/src/features/registries/registry-entry.ts';
import { registry } from '../flows/samples.ts';
import { createWorld, type WorldOptions } from '../flows/world.ts';
import { remote } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';

const root = {
  subject: 'CN=Enterprise Root',
  issuer: 'CN=Enterprise Root',
  validFrom: '2026-01-01',
  validTo: '2036-01-01',
  sha256: 'AA:BB',
  selfSigned: true,
};

function Holder({ first }: { readonly first?: RegistryPlace }): ReactNode {
  const [place, setPlace] = useState<RegistryPlace | undefined>(first);
  return (
    <>
      <RegistryPicker site="enterprise" value={place} onChange={setPlace} push />
      <output aria-label="chosen">{place === undefined ? '' : `${place.host}|${place.namespace}`}</output>
    </>
  );
}

async function open(options: WorldOptions, first?: RegistryPlace) {
  const world = createWorld(options);
  const rendered = await renderWith(<Holder {...(first !== undefined && { first })} />, {
    client: world.client,
  });
  const chosen = (): string => screen.getByRole('status', { name: 'chosen' }).textContent ?? '';
  return { ...rendered, world, chosen };
}

const saved: RegistryView = registry('enterprise', 'reg.in');

describe('choosing a registry', () => {
  it('shows the form at once when none is saved, and chooses what is saved with it', async () => {
    const { user, world, chosen, container } = await open({});
    await user.type(await screen.findByRole('textbox', { name: /Address/ }), 'reg.example.com:8443/ocp');
    await expectAccessible(container);
    await user.click(screen.getByRole('button', { name: 'Save registry' }));
    await waitFor(() => expect(chosen()).toBe('reg.example.com:8443|ocp'));
    expect(world.client.inputsOf('registries.save')).toMatchObject([
      {
        site: 'enterprise',
        name: 'reg.example.com:8443',
        place: { host: 'reg.example.com:8443', namespace: 'ocp' },
        tls: { mode: 'verify' },
      },
    ]);
  });

  it('says what is wrong with an address, at its field', async () => {
    const { user, world } = await open({});
    const field = await screen.findByRole('textbox', { name: /Address/ });
    await user.type(field, 'https://reg.in');
    await user.click(screen.getByRole('button', { name: 'Save registry' }));
    expect(screen.getByText(/Leave https:\/\/ away/)).toBeTruthy();
    expect(document.activeElement).toBe(field);
    expect(world.client.inputsOf('registries.save')).toEqual([]);
  });

  it('leaves certificates unchecked only with a reason, which stays visible', async () => {
    const { user, world } = await open({});
    await user.type(await screen.findByRole('textbox', { name: /Address/ }), 'lab.in');
    await user.click(screen.getByRole('checkbox', { name: /Do not check its certificate/ }));
    await user.click(screen.getByRole('button', { name: 'Save registry' }));
    expect(screen.getByText('Give a reason of at least three characters.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: /Why/ }), 'laboratory');
    await user.click(screen.getByRole('button', { name: 'Save registry' }));
    expect(await screen.findByText('Certificate not checked: laboratory')).toBeTruthy();
    expect(world.client.inputsOf('registries.save')).toMatchObject([
      { tls: { mode: 'insecure', reason: 'laboratory' } },
    ]);
  });

  it('tests the chosen one step by step, in words', async () => {
    const { user, world } = await open({ registries: [saved] }, saved.place);
    world.client.handle({
      'registries.test': () => ({
        checks: [
          { id: 'reach', state: 'passed' },
          { id: 'tls', state: 'failed', message: { code: 'PATH_GONE', params: { path: 'x' }, affected: [] } },
          { id: 'push', state: 'skipped' },
        ],
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Test the connection and pushing' }));
    const list = await screen.findByRole('list', { name: 'Result of the test' });
    expect(within(list).getByText('Certificate')).toBeTruthy();
    expect(within(list).getByText('failed')).toBeTruthy();
    expect(within(list).getByText('not tried')).toBeTruthy();
    const [input] = world.client.inputsOf('registries.test');
    expect(input).toMatchObject({ push: true, entry: { id: saved.id } });
    expect(Object.keys(input?.entry ?? {})).not.toContain('authorities');
  });

  it('can stop a test that hangs', async () => {
    const { user, world } = await open({ registries: [saved] }, saved.place);
    let wasAborted = false;
    world.client.handle({
      'registries.test': (_input, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            wasAborted = true;
            reject(new Error('aborted'));
          });
        }),
    });
    await user.click(await screen.findByRole('button', { name: 'Test the connection and pushing' }));
    await user.click(await screen.findByRole('button', { name: 'Stop' }));
    expect(wasAborted).toBe(true);
    expect(await screen.findByRole('button', { name: 'Test the connection and pushing' })).toBeTruthy();
  });

  it('trusts a shown authority only after its fingerprint was compared', async () => {
    const { user, world } = await open({ registries: [saved] }, saved.place);
    world.client.handle({
      'registries.chain': () => ({
        certificates: [{ ...root, subject: 'CN=reg.in', sha256: 'CC:DD' }, root],
        trusted: false,
      }),
      'registries.trust': () => ({ registries: [{ ...saved, authorities: [root] }] }),
    });
    await user.click(await screen.findByRole('button', { name: 'Certificate and trusted authorities' }));
    await user.click(screen.getByRole('button', { name: 'Show the certificates of reg.in' }));
    await user.click(await screen.findByRole('button', { name: 'Trust CN=Enterprise Root' }));
    expect(world.client.inputsOf('registries.trust')).toEqual([]);
    await user.click(screen.getByRole('checkbox', { name: 'I compared the fingerprint AA:BB' }));
    await user.click(screen.getByRole('button', { name: 'Trust CN=Enterprise Root' }));
    expect(world.client.inputsOf('registries.trust')).toEqual([
      { site: 'enterprise', host: 'reg.in', authority: { kind: 'shown', sha256: 'AA:BB' } },
    ]);
    expect(await screen.findByRole('region', { name: 'Trusted authorities' })).toBeTruthy();
  });

  it('takes a credential in and never keeps it', async () => {
    const { user, world } = await open({ registries: [saved] }, saved.place);
    world.client.handle({
      'credentials.save': ({ secret }) => {
        if (secret !== 's3cret') throw remote('CREDENTIALS_NOT_SAVED', { file: 'x', reason: 'ENOSPC' });
        return { credentials: [], store: 'session' };
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Credentials' }));
    await user.type(await screen.findByRole('textbox', { name: 'User name' }), 'pusher');
    await user.type(screen.getByLabelText('Password or token'), 's3cret');
    await user.click(screen.getByRole('button', { name: 'Save credential' }));
    expect(await screen.findByText(/Saved. Test the connection again/)).toBeTruthy();
    expect(screen.getByLabelText('Password or token')).toHaveProperty('value', '');
    expect(world.client.inputsOf('credentials.save')).toEqual([
      { site: 'enterprise', scope: 'reg.in', username: 'pusher', secret: 's3cret' },
    ]);
  });

  it('shows the practised registry by name, and nothing to trust or log in to', async () => {
    await open({ practice: true }, { host: '127.0.0.1:2', namespace: '' });
    expect(await screen.findByRole('radio', { name: 'Practice registry', checked: true })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Credentials' })).toBeNull();
    expect(screen.queryByText(/Certificate not checked/)).toBeNull();
  });

  it('keeps in sight what was chosen and is not saved any more', async () => {
    await open({ registries: [saved] }, { host: 'old.in', namespace: '' });
    expect(await screen.findByRole('radio', { name: 'old.in', checked: true })).toBeTruthy();
  });
});

describe('the address of a registry', () => {
  it.each([
    ['reg.in', undefined],
    ['reg.in:5000/a/b', undefined],
    ['[fe80::1]:5000', undefined],
    ['https://reg.in', 'scheme'],
    ['', 'address'],
    ['reg in', 'address'],
    ['reg.in/Upper', 'namespace'],
  ])('%j', (address, problem) => {
    expect(problemOf({ ...emptyText, address })).toBe(problem);
  });

  it('loses the slash at its end', () => {
    expect(placeOf(' reg.in/a/ ')).toEqual({ host: 'reg.in', namespace: 'a' });
  });
});
