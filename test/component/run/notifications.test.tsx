import { act, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { TopicPayload } from '../../../core/contract/index.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { NotificationDoor, NotificationRight } from '../../../renderer/src/app/notification-door.ts';
import { useNotifications } from '../../../renderer/src/app/use-notifications.ts';
import { NotifyChoice } from '../../../renderer/src/features/run/notify-choice.tsx';
import { renderWith } from '../support/render.tsx';
import { clientWith } from './samples.ts';
import { sampleInfo } from '../support/samples.ts';

afterEach(() => vi.restoreAllMocks());

function doorOf(right: NotificationRight, answer: NotificationRight = right) {
  const shown: string[] = [];
  let now = right;
  const door: NotificationDoor = {
    permission: () => now,
    ask: () => {
      now = answer;
      return Promise.resolve(answer);
    },
    show: (title) => void shown.push(title),
  };
  return { door, shown };
}

const notice: TopicPayload<'notice'> = {
  level: 'success',
  message: { code: 'JOB_EXPORT_DONE', params: { target: 'north' }, affected: [] },
  jobId: 'job-1',
};

function Listening({ door }: { readonly door: NotificationDoor }): ReactNode {
  useNotifications(door);
  return null;
}

describe('telling the end of a job', () => {
  it('asks the browser only when the user wants it', async () => {
    const { door } = doorOf('default', 'granted');
    const { user } = await renderWith(<NotifyChoice door={door} />, { client: clientWith([]) });
    const offer = await screen.findByRole('button', { name: 'Tell me when it ends' });
    expect(door.permission()).toBe('default');
    await user.click(offer);
    expect(await screen.findByText(/The browser tells you/)).toBeTruthy();
  });

  it('says when the browser does not allow it', async () => {
    await renderWith(<NotifyChoice door={doorOf('denied').door} />, { client: clientWith([]) });
    expect(await screen.findByText(/does not allow notifications/)).toBeTruthy();
  });

  it('leaves it to the host where the host can', async () => {
    const capabilities = { ...sampleInfo.capabilities, notifications: true };
    const client = clientWith([], { 'app.info': () => ({ ...sampleInfo, shell: 'electron', capabilities }) });
    await renderWith(<NotifyChoice door={doorOf('default').door} />, { client });
    expect(await screen.findByText('The system tells you when the job ends.')).toBeTruthy();
  });

  it.each([
    ['hidden and allowed', true, 'granted', ['The transfer set for north is complete.']],
    ['seen', false, 'granted', []],
    ['not allowed', true, 'default', []],
  ] as const)('with the page %s', async (_name, hidden, right, expected) => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
    const { door, shown } = doorOf(right);
    const client = clientWith([]);
    await renderWith(<Listening door={door} />, { client });
    act(() => client.emit('notice', notice));
    expect(shown).toEqual(expected);
  });

  it('tells nothing that is not about a job', async () => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    const { door, shown } = doorOf('granted');
    const client = clientWith([]);
    await renderWith(<Listening door={door} />, { client });
    act(() => client.emit('notice', { level: 'info', message: notice.message }));
    expect(shown).toEqual([]);
  });
});
