import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { KeysView, SetSignature } from '../../../core/contract/index.ts';
import { SignatureFact } from '../../../renderer/src/features/keys/signature-label.tsx';
import { SignChoice } from '../../../renderer/src/features/keys/sign-choice.tsx';
import { SettingsPage } from '../../../renderer/src/pages/settings-page.tsx';
import { createFakeClient, remote, type FakeHandlers } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { changedSettings, sampleInfo, sampleSettings } from '../support/samples.ts';

const ownId = 'a'.repeat(64);
const otherId = 'b'.repeat(64);
const publicKey = '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n';
const at = '2026-01-01T00:00:00Z';
const own: NonNullable<KeysView['own']> = {
  name: 'Lab',
  keyId: ownId,
  publicKey,
  createdAt: at,
  unlocked: false,
  remembered: false,
};
const view = (more: Partial<KeysView> = {}): KeysView => ({ trusted: [], canRemember: false, ...more });
const trustedOther = { name: 'Enterprise', keyId: otherId, publicKey, addedAt: at, own: false };

async function open(first: KeysView, handlers: FakeHandlers = {}, language: 'en' | 'zh' = 'en') {
  let settings = sampleSettings;
  const client = createFakeClient({
    'app.info': () => sampleInfo,
    'settings.get': () => ({ settings, locked: [], file: '/state/settings.json' }),
    'settings.update': (patch) => {
      settings = changedSettings(settings, patch);
      return { settings, locked: [], file: '/state/settings.json' };
    },
    'keys.list': () => first,
    ...handlers,
  });
  const rendered = await renderWith(<SettingsPage />, {
    client,
    language,
    route: '/settings/keys',
    path: '/settings/:tab',
  });
  await rendered.stores.connection.getState().load();
  await rendered.stores.settings.getState().load();
  return { ...rendered, client };
}

describe('the tab of keys', () => {
  it('makes a key when the passphrase is long enough and was typed twice', async () => {
    const { user, client, container } = await open(view(), {
      'keys.create': () => {
        client.handle({ 'keys.list': () => view({ own: { ...own, unlocked: true } }) });
        return view();
      },
    });
    const form = within(await screen.findByRole('form', { name: 'Make a signing key' }));
    const button = form.getByRole('button', { name: 'Make the key' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await user.type(form.getByLabelText('Name that receivers see'), 'Lab');
    await user.type(form.getByLabelText('Passphrase'), 'three words together');
    await user.type(form.getByLabelText('The same passphrase again'), 'three words apart');
    await user.click(button);
    expect(client.inputsOf('keys.create')).toEqual([]);
    await user.clear(form.getByLabelText('The same passphrase again'));
    await user.type(form.getByLabelText('The same passphrase again'), 'three words together');
    await expectAccessible(container);
    await user.click(button);
    expect(client.inputsOf('keys.create')).toEqual([
      { name: 'Lab', passphrase: 'three words together', remember: false, replace: false },
    ]);
    expect(await screen.findByText('Unlocked until Sluice ends')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Copy: Public key' }));
    expect(await navigator.clipboard.readText()).toBe(publicKey.trimEnd());
  });

  it('says that a passphrase is wrong, and does not keep it', async () => {
    const { user } = await open(view({ own }), {
      'keys.unlock': () => {
        throw remote('SEAL_PASSPHRASE_WRONG');
      },
    });
    const field = await screen.findByLabelText('Passphrase of Lab');
    await user.type(field, 'not this one');
    await user.click(screen.getByRole('button', { name: 'Unlock' }));
    expect(await screen.findByText('The passphrase does not open the signing key.')).toBeTruthy();
    expect(field).toHaveProperty('value', '');
  });

  it('trusts a key that is pasted, and removes one only after a question', async () => {
    const { user, client } = await open(view({ trusted: [trustedOther] }), {
      'keys.trust': () => view({ trusted: [trustedOther] }),
      'keys.distrust': () => view(),
    });
    await user.type(await screen.findByLabelText('Whose key it is'), 'Site');
    await user.click(screen.getByLabelText('Public key (PEM)'));
    await user.paste(publicKey);
    await user.click(screen.getByRole('button', { name: 'Trust this key' }));
    expect(client.inputsOf('keys.trust')).toEqual([{ name: 'Site', publicKey }]);
    const row = within(screen.getByRole('row', { name: new RegExp(`Enterprise ${otherId}`) }));
    await user.click(row.getByRole('button', { name: 'Remove Enterprise' }));
    const dialog = within(await screen.findByRole('dialog', { name: /Trust Enterprise no longer/ }));
    expect(client.inputsOf('keys.distrust')).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(client.inputsOf('keys.distrust')).toEqual([{ keyId: otherId }]));
  });

  it('keeps the policy with the other settings, and says what it means', async () => {
    const { user, client } = await open(view());
    const choice = await screen.findByLabelText('Before a set is used, its signature is');
    await user.selectOptions(choice, 'require');
    expect(screen.getByText(/is not imported\.$/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(client.inputsOf('settings.update')).toEqual([{ setSignature: 'require' }]);
  });

  it('shows a key that others may read as a problem with its next step', async () => {
    const problem = { code: 'SEAL_KEY_EXPOSED', params: { file: '/k', mode: '644' }, affected: ['/k'] };
    await open(view({ problem }));
    expect(await screen.findByText(/Other users of this machine may read the signing key/)).toBeTruthy();
    expect(screen.queryByRole('form', { name: 'Make a signing key' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Replace the key' })).toBeTruthy();
  });

  it('follows what another page changes, and is accessible in Chinese', async () => {
    const { client, container } = await open(view({ own, trusted: [trustedOther] }), {}, 'zh');
    expect(await screen.findByText('已锁定')).toBeTruthy();
    await expectAccessible(container);
    client.handle({ 'keys.list': () => view({ own: { ...own, unlocked: true } }) });
    client.emit('keys.changed', {});
    expect(await screen.findByText('已解锁，直到 Sluice 退出')).toBeTruthy();
  });
});

describe('the choice to sign', () => {
  async function choose(first: KeysView, isChosen = false) {
    const told: string[] = [];
    const client = createFakeClient({
      'keys.list': () => first,
      'keys.unlock': () => {
        client.handle({ 'keys.list': () => view({ own: { ...own, unlocked: true } }) });
        return view();
      },
    });
    const element = (
      <SignChoice
        isChosen={isChosen}
        isDisabled={false}
        onChange={(sign) => void told.push(`sign ${sign}`)}
        onUnlocked={() => void told.push('unlocked')}
      />
    );
    return { ...(await renderWith(element, { client })), client, told };
  }

  it('leads to the settings where there is no key', async () => {
    await choose(view());
    const link = await screen.findByRole('link', { name: 'Make a signing key' });
    expect(link.getAttribute('href')).toBe('/settings/keys');
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  it('signs at once with an open key', async () => {
    const { user, told } = await choose(view({ own: { ...own, unlocked: true } }));
    await user.click(await screen.findByRole('checkbox', { name: /Sign this set/ }));
    expect(told).toEqual(['sign true']);
  });

  it('asks for the passphrase of a locked one first', async () => {
    const { user, told, client } = await choose(view({ own }));
    await user.click(await screen.findByRole('checkbox', { name: /Sign this set/ }));
    expect(told).toEqual([]);
    await user.type(screen.getByLabelText('Passphrase of Lab'), 'three words together');
    await user.click(screen.getByRole('button', { name: 'Unlock' }));
    await waitFor(() => expect(told).toEqual(['sign true']));
    expect(client.inputsOf('keys.unlock')).toEqual([{ passphrase: 'three words together', remember: false }]);
    await waitFor(() => expect(screen.queryByLabelText('Passphrase of Lab')).toBeNull());
  });

  it('has the checks run again when the key is opened for a set that is to be signed already', async () => {
    const { user, told } = await choose(view({ own }), true);
    await user.type(await screen.findByLabelText('Passphrase of Lab'), 'three words together');
    await user.click(screen.getByRole('button', { name: 'Unlock' }));
    await waitFor(() => expect(told).toEqual(['unlocked']));
  });
});

describe('a signature in words', () => {
  const by = { keyId: otherId, name: 'Enterprise' };
  const words: readonly (readonly [SetSignature, string, string])[] = [
    [{ state: 'trusted', ...by }, 'Signed by Enterprise', 'green'],
    [{ state: 'unknown', ...by }, 'Signed by a key that is not trusted here: Enterprise', 'yellow'],
    [{ state: 'unknown' }, 'Signed by a key that is not trusted here: no name', 'yellow'],
    [{ state: 'unsigned' }, 'Not signed', ''],
    [{ state: 'missing', ...by }, 'Signature of Enterprise is missing', 'red'],
    [{ state: 'invalid', ...by }, 'Signature does not fit: altered or forged', 'red'],
  ];
  it.each(words)('%o', async (signature, text, color) => {
    const { container } = await renderWith(<SignatureFact signature={signature} />, {
      client: createFakeClient(),
    });
    expect(screen.getByText(text)).toBeTruthy();
    const label = container.querySelector('.pf-v6-c-label');
    if (color !== '') expect(label?.className).toContain(`pf-m-${color}`);
    expect(screen.queryByText(otherId) !== null).toBe('keyId' in signature);
  });
});
