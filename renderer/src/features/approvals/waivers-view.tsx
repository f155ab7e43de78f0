import { SearchInput, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  waiverStates,
  type Message,
  type WaiverStanding,
  type WaiverState,
} from '../../../../core/contract/index.ts';
import { FilterSelect } from '../../components/filter-select.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useQuery } from '../../hooks/use-query.ts';
import { RevokeDialog } from './revoke-dialog.tsx';
import { scopeText, WaiverTable } from './waiver-table.tsx';

/** All waivers of all enclaves: in force, expired, revoked. */
export function WaiversView(): ReactNode {
  const list = useQuery('approvals.waivers', {});
  const [notices, setNotices] = useState<readonly Message[]>([]);
  return (
    <div className="sluice-stack">
      {notices.map((message) => (
        <MessageAlert key={message.code} level="warning" message={message} />
      ))}
      <LoadableView state={list} onRetry={list.reload}>
        {({ waivers }) => (
          <Waivers
            waivers={waivers}
            onRevoked={(told) => {
              setNotices(told);
              list.reload();
            }}
          />
        )}
      </LoadableView>
    </div>
  );
}

function Waivers({
  waivers,
  onRevoked,
}: {
  readonly waivers: readonly WaiverStanding[];
  readonly onRevoked: (notices: readonly Message[]) => void;
}): ReactNode {
  const { t } = useTranslation(['approvals', 'common']);
  const [state, setState] = useState<WaiverState>();
  const [search, setSearch] = useState('');
  const [asking, setAsking] = useState<WaiverStanding>();
  const shown = useMemo(() => matching(waivers, state, search), [waivers, state, search]);
  if (waivers.length === 0) return <p>{t('waivers.none')}</p>;
  const countOf = (wanted: WaiverState): number => waivers.filter((one) => one.state === wanted).length;
  return (
    <>
      <Toolbar>
        <ToolbarContent alignItems="center">
          <ToolbarItem>
            <FilterSelect
              label={t('waivers.state')}
              all={t('filter.all', { number: waivers.length })}
              options={waiverStates}
              value={state}
              nameOf={(one) =>
                t('filter.withCount', { name: t(`waivers.states.${one}`), number: countOf(one) })
              }
              onChange={setState}
            />
          </ToolbarItem>
          <ToolbarItem>
            <SearchInput
              aria-label={t('waivers.search')}
              placeholder={t('waivers.search')}
              value={search}
              resetButtonLabel={t('common:action.clear')}
              onChange={(_event, value) => setSearch(value)}
              onClear={() => setSearch('')}
            />
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      <WaiverTable waivers={shown} onRevoke={setAsking} />
      {asking !== undefined && (
        <RevokeDialog
          waiver={asking}
          onClose={() => setAsking(undefined)}
          onRevoked={({ notices }) => {
            setAsking(undefined);
            onRevoked(notices);
          }}
        />
      )}
    </>
  );
}

function matching(
  waivers: readonly WaiverStanding[],
  state: WaiverState | undefined,
  search: string,
): readonly WaiverStanding[] {
  const wanted = search.trim().toLowerCase();
  return waivers.filter((waiver) => {
    if (state !== undefined && waiver.state !== state) return false;
    const { scope, enclave = '', owner, reason } = waiver;
    return [scopeText(scope), enclave, owner, reason].join('\n').toLowerCase().includes(wanted);
  });
}
