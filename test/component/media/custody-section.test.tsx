import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CustodyView } from '../../../core/contract/index.ts';
import { CustodySection } from '../../../renderer/src/features/media/custody-section.tsx';
import { remote, type FakeHandlers } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { custody, mediaClient, tokenOf } from './samples.ts';

function show(view: CustodyView, handlers: FakeHandlers = {}, language: 'en' | 'zh' = 'en') {
  const client = mediaClient([], { 'custody.read': () => view, ...handlers });
  return renderWith(<CustodySection folder={tokenOf(1)} />, { client, language }).then((rendered) => ({
    ...rendered,
    client,
  }));
}

const broken: CustodyView = {
  ...custody,
  state: 'broken',
  broken: {
    record: 2,
    message: {
      code: 'CUSTODY_ALTERED',
      params: { path: custody.display, record: 2, missing: 0 },
      affected: [custody.display],
    },
  },
  newest: custody.newest.map((record) => ({ ...record, vouched: record.record < 2 })),
};

describe('the custody of a set', () => {
  it('tells who did what when, and that the log is whole', async () => {
    const { container, client } = await show(custody);
    expect(await screen.findByText(/The custody log is whole: 3 records/)).toBeTruthy();
    expect(screen.getByText('c'.repeat(64))).toBeTruthy();
    const table = within(screen.getByRole('grid', { name: 'Records of the custody log' }));
    expect(table.getByRole('row', { name: /1 .*Created Good Li Hua bastion/ })).toBeTruthy();
    expect(
      table.getByRole('row', { name: /3 .*Imported Incomplete Ada gate Seal 4711, STICK · uuid-1/ }),
    ).toBeTruthy();
    expect(table.getByText(/clock 30 s behind the record before/)).toBeTruthy();
    expect(client.inputsOf('custody.read')).toEqual([{ folder: tokenOf(1) }]);
    await expectAccessible(container);
  });

  it('is told in Chinese', async () => {
    const { container } = await show(custody, {}, 'zh');
    expect(await screen.findByText(/监管日志完好：共 3 条记录/)).toBeTruthy();
    expect(screen.getByRole('row', { name: /导入 不完整 Ada/ })).toBeTruthy();
    await expectAccessible(container);
  });

  it('names the record at which the log is broken, and vouches for none behind it', async () => {
    const { container } = await show(broken);
    expect(await screen.findByText(/is broken: record 2 is not as it was written/)).toBeTruthy();
    expect(screen.queryByText(/log is whole/)).toBeNull();
    const table = within(screen.getByRole('grid', { name: 'Records of the custody log' }));
    expect(table.getAllByText('After the break')).toHaveLength(2);
    expect(table.getAllByText('Good')).toHaveLength(1);
    await expectAccessible(container);
  });

  it('says that there is none yet, and records an inspection when somebody presses the button', async () => {
    const none: CustodyView = {
      place: 'set',
      display: '/x',
      state: 'absent',
      records: 0,
      newest: [],
      notices: [],
    };
    const { user, client } = await show(none, {
      'custody.inspected': () => ({
        ...custody,
        notices: [
          {
            level: 'note',
            message: { code: 'CUSTODY_MEDIUM_READ_ONLY', params: { path: custody.display }, affected: [] },
          },
        ],
      }),
    });
    expect(await screen.findByText('No record lies beside this set yet.')).toBeTruthy();
    expect(client.inputsOf('custody.inspected')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Record that it was inspected' }));
    expect(await screen.findByText(/The custody log is whole/)).toBeTruthy();
    expect(client.inputsOf('custody.inspected')).toEqual([{ folder: tokenOf(1) }]);
    expect(screen.getByText(/The medium does not take a custody record/)).toBeTruthy();
  });

  it('says why the log cannot be read, and tries again', async () => {
    const client = mediaClient([], {
      'custody.read': () => {
        throw remote('CUSTODY_UNREADABLE', { path: '/media/stick/custody.jsonl', reason: '<EIO>' });
      },
    });
    const { user } = await renderWith(<CustodySection folder={tokenOf(1)} />, { client });
    expect(await screen.findByText(/cannot be read: the device reports an error/)).toBeTruthy();
    client.handle({ 'custody.read': () => custody });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/The custody log is whole/)).toBeTruthy();
  });
});
