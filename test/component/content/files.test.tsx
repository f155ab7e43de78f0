import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/render.tsx';
import { contentClient, yamlOf } from './fake-content.ts';
import { renderContent } from './render-content.tsx';

describe('loading a configuration', () => {
  it('takes a file of this computer, and can be undone', async () => {
    const { user, yaml } = await renderContent(yamlOf());
    await user.click(await screen.findByRole('button', { name: 'Load a file…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Load a configuration' });
    await user.upload(
      within(dialog).getByLabelText('A file of this computer'),
      new File([yamlOf({ graph: true })], 'mine.yaml'),
    );
    await waitFor(() => expect(yaml()).toBe(yamlOf({ graph: true })));
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(yaml()).toBe(yamlOf()));
  });

  it('refuses what is no text and keeps what is there', async () => {
    const { user, yaml } = await renderContent(yamlOf());
    await user.click(await screen.findByRole('button', { name: 'Load a file…' }));
    const input = await screen.findByLabelText('A file of this computer');
    await user.upload(input, new File([new Uint8Array([0xff, 0xfe])], 'picture.yaml'));
    expect(await screen.findByText(/picture\.yaml is no text file/)).toBeTruthy();
    expect(yaml()).toBe(yamlOf());
  });

  it('offers templates', async () => {
    const { user, yaml } = await renderContent(yamlOf({ kubeVirt: true }));
    await user.click(await screen.findByRole('button', { name: 'Load a file…' }));
    await user.click(await screen.findByRole('button', { name: 'OpenShift releases' }));
    await waitFor(() => expect(yaml()).toBe(yamlOf({ graph: true })));
  });

  it('is accessible in both languages', async () => {
    for (const language of ['en', 'zh'] as const) {
      const { user, unmount } = await renderContent(yamlOf(), { language });
      await user.click(
        await screen.findByRole('button', { name: language === 'en' ? 'Load a file…' : '加载文件…' }),
      );
      const dialog = await screen.findByRole('dialog');
      await expectAccessible(dialog);
      unmount();
    }
  });
});

describe('saving a configuration', () => {
  it('gives it to the browser under a name that is one', async () => {
    const { user } = await renderContent(yamlOf());
    await user.click(await screen.findByRole('button', { name: 'Save as a file…' }));
    const name = await screen.findByRole('textbox', { name: 'File name' });
    expect(name).toHaveProperty('value', 'imageset-config.yaml');
    await user.clear(name);
    await user.type(name, '../evil');
    expect(screen.getByRole('button', { name: 'Download to this computer' })).toHaveProperty(
      'disabled',
      true,
    );
    await user.clear(name);
    await user.type(name, 'mine.yaml');
    const blobs: Blob[] = [];
    const names: string[] = [];
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      blobs.push(blob as Blob);
      return 'blob:test';
    };
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      names.push(this.download);
    };
    try {
      await user.click(screen.getByRole('button', { name: 'Download to this computer' }));
    } finally {
      URL.createObjectURL = create;
      HTMLAnchorElement.prototype.click = click;
    }
    expect(names).toEqual(['mine.yaml']);
    expect(await blobs[0]?.text()).toBe(yamlOf());
  });

  it('is accessible in both languages', async () => {
    for (const language of ['en', 'zh'] as const) {
      const { user, unmount } = await renderContent(yamlOf(), { client: contentClient(), language });
      await user.click(
        await screen.findByRole('button', { name: language === 'en' ? 'Save as a file…' : '另存为文件…' }),
      );
      await expectAccessible(await screen.findByRole('dialog'));
      unmount();
    }
  });
});
