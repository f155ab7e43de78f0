import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  approvalRulesSchema,
  type EnclaveView,
  type VerdictKind,
  type VerdictRow,
} from '../../../core/contract/index.ts';
import { ApprovalsPage } from '../../../renderer/src/pages/approvals-page.tsx';
import { createFakeClient, remote, type FakeClient, type FakeHandlers } from '../support/fake-client.ts';
import { expectAccessible, renderWith } from '../support/render.tsx';
import { sampleInfo } from '../support/samples.ts';

const enclaves: EnclaveView[] = [
  { id: 'b', name: 'Enclave B', yaml: '', notes: '', revision: 1 },
  { id: 'c', name: 'Enclave C', yaml: '', notes: '', revision: 1 },
];

function row(name: string, verdict: VerdictKind, more: Partial<VerdictRow> = {}): VerdictRow {
  return {
    type: 'generic',
    origin: `quay.io/app/${name}:1`,
    digest: `sha256:${name.charCodeAt(0).toString(16).padStart(64, '0')}`,
    verdict,
    counts: { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 },
    scans: [],
    reasons: [],
    waivers: [],
    ...more,
  };
}

const rows: VerdictRow[] = [
  row('good', 'approved', { scans: [{ tool: 'Trivy', scannedAt: '2026-11-20T00:00:00.000Z' }] }),
  row('bad', 'held', {
    worst: 'critical',
    counts: { critical: 2, high: 1, medium: 0, low: 0, negligible: 0, unknown: 0 },
    scans: [{ tool: 'Grype' }],
    reasons: [
      {
        code: 'APPROVAL_TOO_SEVERE',
        params: { count: 1, worst: '<critical>', limit: '<medium>', ids: 'CVE-2026-7' },
        affected: [],
      },
    ],
  }),
  row('new', 'not-scanned', {
    reasons: [{ code: 'APPROVAL_NOT_SCANNED', params: { instance: 'linux/arm64' }, affected: [] }],
  }),
];

function client(handlers: FakeHandlers = {}): FakeClient {
  return createFakeClient({
    'app.info': () => sampleInfo,
    'enclaves.list': () => ({ enclaves }),
    'approvals.list': ({ enclaveId }) => ({
      enclave: enclaveId,
      plannedAt: '2026-11-25T00:00:00.000Z',
      rows: enclaveId === 'b' ? rows : [],
    }),
    'approvals.rules': () => ({ rules: approvalRulesSchema.parse({ scanDays: 7 }) }),
    ...handlers,
  });
}

const open = (fake: FakeClient, language: 'en' | 'zh' = 'en') =>
  renderWith(<ApprovalsPage />, { client: fake, language });

describe('the approvals page', () => {
  it('shows each image with its verdict, findings, scan and reason', async () => {
    const { container } = await open(client());
    const table = await screen.findByRole('region', { name: 'Images and their verdicts' });
    const bad = await within(table).findByText('Held back');
    const cells = within(bad.closest('tr') as HTMLElement);
    expect(cells.getByText('Critical 2, High 1')).toBeTruthy();
    expect(cells.getByText('Grype no date')).toBeTruthy();
    expect(cells.getByText(/above the limit \(critical; allowed is medium\): CVE-2026-7/)).toBeTruthy();
    expect(within(table).getByText(/not scanned \(linux\/arm64\)/)).toBeTruthy();
    await expectAccessible(container);
  });

  it('filters by verdict, worst finding and text', async () => {
    const { user } = await open(client());
    const table = await screen.findByRole('region', { name: 'Images and their verdicts' });
    const shown = (): number => within(table).getAllByRole('checkbox').length;
    await waitFor(() => expect(shown()).toBe(3));
    await user.click(screen.getByRole('button', { name: 'Not scanned (1)' }));
    expect(shown()).toBe(1);
    await user.click(screen.getByRole('button', { name: 'All (3)' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Worst finding' }), 'Critical');
    expect(shown()).toBe(1);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Worst finding' }), 'Any finding');
    await user.type(screen.getByRole('textbox', { name: /Search image/ }), 'CVE-2026-7');
    expect(shown()).toBe(1);
  });

  it('waives what is selected, with owner, reason and last day, and looks again', async () => {
    const fake = client({ 'approvals.waive': () => ({ waivers: [] }) });
    const { user } = await open(fake);
    await user.click(await screen.findByRole('button', { name: 'Select all shown' }));
    // What is approved needs no waiver.
    expect(screen.getByText('2 images selected')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Waive…' }));
    const dialog = within(await screen.findByRole('dialog'));
    const confirm = dialog.getByRole('button', { name: 'Waive' });
    expect(confirm).toHaveProperty('disabled', true);
    await user.type(dialog.getByLabelText(/Who answers for it/), 'A. Officer');
    await user.type(dialog.getByLabelText(/Reason/), 'not{enter}reachable');
    await user.type(dialog.getByLabelText(/Last day/), '2026-12-31');
    await user.click(confirm);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(fake.inputsOf('approvals.waive')).toEqual([
      {
        enclaveId: 'b',
        scopes: [rows[1], rows[2]].map((each) => ({ kind: 'image', digest: each?.digest })),
        owner: 'A. Officer',
        reason: 'not reachable',
        until: '2026-12-31',
      },
    ]);
    expect(fake.inputsOf('approvals.list').length).toBe(2);
  });

  it('says why a waiver was refused, and keeps what was typed', async () => {
    const fake = client({
      'approvals.waive': () => {
        throw remote('APPROVAL_WAIVER_PAST', { until: '2020-01-01' });
      },
    });
    const { user } = await open(fake);
    await user.click(await screen.findByRole('checkbox', { name: 'Select quay.io/app/bad:1' }));
    await user.click(screen.getByRole('button', { name: 'Waive…' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText(/Who answers for it/), 'A');
    await user.type(dialog.getByLabelText(/Reason/), 'r');
    await user.type(dialog.getByLabelText(/Last day/), '2020-01-01');
    await user.click(dialog.getByRole('button', { name: 'Waive' }));
    expect(await dialog.findByText(/would have run out already/)).toBeTruthy();
  });

  it('saves rules: numbers, choices and lists by what their entries are', async () => {
    const fake = client({
      'approvals.setRules': ({ rules }) => ({ rules: approvalRulesSchema.parse(rules) }),
    });
    const { user } = await open(fake);
    await user.click(await screen.findByRole('button', { name: 'Rules' }));
    const form = within(await screen.findByRole('form', { name: 'Rules for Enclave B' }));
    await user.selectOptions(form.getByLabelText(/Worst finding that does not/), 'High');
    await user.clear(form.getByLabelText(/Largest age of a scan/));
    await user.type(form.getByLabelText(/scanner's data/), '14');
    await user.type(form.getByLabelText('Never let go'), 'docker.io/*{enter}CVE-2026-9');
    await user.click(form.getByRole('button', { name: 'Save the rules' }));
    expect(await form.findByText('The rules are saved.')).toBeTruthy();
    expect(fake.inputsOf('approvals.setRules')).toEqual([
      {
        enclaveId: 'b',
        rules: {
          severity: 'high',
          onlyFixable: false,
          unrated: 'held',
          notScanned: 'held',
          databaseDays: 14,
          allow: { digests: [], repositories: [], vulnerabilities: [] },
          deny: { digests: [], repositories: ['docker.io/*'], vulnerabilities: ['CVE-2026-9'] },
        },
      },
    ]);
  });

  it('is another list for another enclave', async () => {
    const fake = client();
    const { user } = await open(fake);
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Choose an enclave' }), 'Enclave C');
    expect(await screen.findByText('No image is like that.')).toBeTruthy();
    expect(fake.inputsOf('approvals.list').at(-1)).toEqual({ enclaveId: 'c' });
  });

  it('says what to do when nobody planned yet, and when there is no enclave', async () => {
    await open(
      client({
        'approvals.list': () => {
          throw remote('APPROVAL_IMAGES_UNKNOWN', { enclave: 'enclave-b' });
        },
      }),
    );
    expect(await screen.findByText(/not known yet which images/)).toBeTruthy();
  });

  it('says where enclaves are made when there is none, in Chinese too', async () => {
    await open(client({ 'enclaves.list': () => ({ enclaves: [] }) }), 'zh');
    expect(await screen.findByText('本机尚未保存任何飞地。')).toBeTruthy();
    expect(screen.getByRole('heading', { name: '批准' })).toBeTruthy();
  });
});
