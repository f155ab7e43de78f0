import { Alert, Button, ExpandableSection } from '@patternfly/react-core';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts, VerdictList, VerdictRow } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useMoment } from '../media/set-summary.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { RulesForm } from './rules-form.tsx';
import { ScanListDialog } from './scan-list-dialog.tsx';
import { SetChoice } from './set-choice.tsx';
import { useRowWords } from './use-row-words.ts';
import { VerdictFilterBar } from './verdict-filter.tsx';
import { VerdictTable } from './verdict-table.tsx';
import { canBeWaived, everything, rowName, visibleRows } from './visible-rows.ts';
import { WaiveDialog } from './waive-dialog.tsx';

interface NamedEnclave {
  readonly id: string;
  readonly name: string;
}

/** The approvals of one enclave: scans, rules, verdicts, waivers. */
export function EnclaveApprovals({ enclave }: { readonly enclave: NamedEnclave }): ReactNode {
  const { t } = useTranslation('approvals');
  const [set, setSet] = useState<PathFacts>();
  const [dialog, setDialog] = useState<'import' | 'to-scan'>();
  const list = useQuery('approvals.list', {
    enclaveId: enclave.id,
    ...(set !== undefined && { from: set.token }),
  });
  return (
    <div className="sluice-stack">
      <div className="sluice-approvals-bar">
        <GuardedButton variant="primary" onClick={() => setDialog('import')}>
          {t('import.button')}
        </GuardedButton>
        <Button variant="secondary" onClick={() => setDialog('to-scan')}>
          {t('toScan.button')}
        </Button>
        <SetChoice value={set} onChange={setSet} />
        <Button variant="link" onClick={list.reload}>
          {t('again')}
        </Button>
      </div>
      <Rules enclave={enclave} onSaved={list.reload} />
      {list.kind === 'failed' && list.error.code === 'APPROVAL_IMAGES_UNKNOWN' ? (
        <Alert isInline variant="info" component="p" title={t('unplanned', { name: enclave.name })}>
          {t('unplannedNext')}
        </Alert>
      ) : (
        <LoadableView state={list} onRetry={list.reload}>
          {(value) => <Verdicts enclave={enclave} list={value} onChanged={list.reload} />}
        </LoadableView>
      )}
      {dialog === 'import' && <ImportDialog onClose={() => setDialog(undefined)} onImported={list.reload} />}
      {dialog === 'to-scan' && (
        <ScanListDialog enclaveId={enclave.id} from={set?.token} onClose={() => setDialog(undefined)} />
      )}
    </div>
  );
}

function Rules({
  enclave,
  onSaved,
}: {
  readonly enclave: NamedEnclave;
  readonly onSaved: () => void;
}): ReactNode {
  const { t } = useTranslation('approvals');
  const rules = useQuery('approvals.rules', { enclaveId: enclave.id });
  return (
    <ExpandableSection toggleText={t('rules.toggle')} isIndented>
      <LoadableView state={rules} onRetry={rules.reload}>
        {({ rules: value }) => <RulesForm enclave={enclave} rules={value} onSaved={onSaved} />}
      </LoadableView>
    </ExpandableSection>
  );
}

function Verdicts({
  enclave,
  list,
  onChanged,
}: {
  readonly enclave: NamedEnclave;
  readonly list: VerdictList;
  readonly onChanged: () => void;
}): ReactNode {
  const { t } = useTranslation('approvals');
  const moment = useMoment();
  const wordsOf = useRowWords();
  const isViewer = useIsViewer();
  const [filter, setFilter] = useState(everything);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isWaiving, setWaiving] = useState(false);
  const rows = useMemo(() => visibleRows(list.rows, filter, wordsOf), [list.rows, filter, wordsOf]);
  const chosen = list.rows.filter((row) => selected.has(rowName(row)));
  const select = useCallback((row: VerdictRow, isSelected: boolean) => {
    setSelected((before) => {
      const next = new Set(before);
      if (isSelected) next.add(rowName(row));
      else next.delete(rowName(row));
      return next;
    });
  }, []);
  return (
    <div className="sluice-stack">
      {list.plannedAt !== undefined && (
        <p className="sluice-subtle">{t('planned', { time: moment(list.plannedAt) })}</p>
      )}
      <VerdictFilterBar rows={list.rows} filter={filter} onFilter={setFilter} />
      <div className="sluice-approvals-bar">
        <Button
          variant="link"
          isDisabled={isViewer}
          onClick={() => setSelected(new Set(rows.filter(canBeWaived).map(rowName)))}
        >
          {t('table.selectAll')}
        </Button>
        <span role="status">{t('table.selected', { count: chosen.length })}</span>
        <GuardedButton
          variant="secondary"
          reason={chosen.length === 0 ? t('waive.reason') : undefined}
          onClick={() => setWaiving(true)}
        >
          {t('waive.button')}
        </GuardedButton>
      </div>
      <VerdictTable rows={rows} selected={selected} onSelect={select} wordsOf={wordsOf} isViewer={isViewer} />
      {isWaiving && (
        <WaiveDialog
          enclave={enclave}
          rows={chosen}
          onClose={() => setWaiving(false)}
          onWaived={() => {
            setWaiving(false);
            setSelected(new Set());
            onChanged();
          }}
        />
      )}
    </div>
  );
}
