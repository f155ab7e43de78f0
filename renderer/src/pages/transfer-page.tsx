import { Tab, Tabs, TabTitleText, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { pathTokenSchema, type PathFacts } from '../../../core/contract/index.ts';
import { MessageAlert } from '../components/message-alert.tsx';
import { Page } from '../components/page.tsx';
import { CollectPanel } from '../features/transfer/collect-panel.tsx';
import { ReceivePanel, SendPanel } from '../features/transfer/drop-panels.tsx';
import { FillPanel } from '../features/transfer/fill-panel.tsx';
import { MendPanel, ProtectPanel } from '../features/transfer/repair-panels.tsx';
import '../features/transfer/transfer.css';
import { useCommand } from '../hooks/use-command.ts';
import { useIsViewer } from '../hooks/use-is-viewer.ts';

const ways = ['media', 'drop', 'diode'] as const;
type Way = (typeof ways)[number];
type Side = 'from' | 'to';

interface SetState {
  readonly set: PathFacts | undefined;
  readonly onSet: (facts: PathFacts | undefined) => void;
}

/** `#/transfer/:way?`: ways of a finished set but the one medium. `?folder=…` or `?job=…` names it, `?side=to` is where it arrives. */
export function TransferPage(): ReactNode {
  const { t } = useTranslation('transfer');
  const { way: named } = useParams();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const way = ways.find((known) => known === named) ?? 'media';
  const side: Side = search.get('side') === 'to' ? 'to' : 'from';
  const { set, onSet, error } = useNamedSet(search);
  const choose = (next: Side): void => setSearch(next === 'to' ? { side: 'to' } : {}, { replace: true });
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Tabs
        activeKey={way}
        aria-label={t('title')}
        onSelect={(_event, key) => void navigate(`/transfer/${String(key)}?${search.toString()}`)}
      >
        {ways.map((each) => (
          <Tab key={each} eventKey={each} title={<TabTitleText>{t(`way.${each}`)}</TabTitleText>}>
            {each === way && (
              <div className="sluice-stack sluice-transfer">
                <ToggleGroup aria-label={t('side.label')}>
                  {(['from', 'to'] as const).map((one) => (
                    <ToggleGroupItem
                      key={one}
                      text={t(`side.${way}.${one}`)}
                      isSelected={side === one}
                      onChange={() => choose(one)}
                    />
                  ))}
                </ToggleGroup>
                {error !== undefined && <MessageAlert level="error" message={error} />}
                <Panel way={way} side={side} set={set} onSet={onSet} />
              </div>
            )}
          </Tab>
        ))}
      </Tabs>
    </Page>
  );
}

function Panel({ way, side, ...set }: SetState & { readonly way: Way; readonly side: Side }): ReactNode {
  switch (way) {
    case 'media':
      return side === 'from' ? <FillPanel {...set} /> : <CollectPanel />;
    case 'drop':
      return side === 'from' ? <SendPanel {...set} /> : <ReceivePanel />;
    case 'diode':
      return side === 'from' ? <ProtectPanel {...set} /> : <MendPanel {...set} />;
  }
}

/** The set that the address names, until another is chosen. */
function useNamedSet(
  search: URLSearchParams,
): SetState & { readonly error: Parameters<typeof MessageAlert>[0]['message'] | undefined } {
  const isViewer = useIsViewer();
  const [set, setSet] = useState<PathFacts>();
  const describe = useCommand('paths.describe');
  const find = useCommand('transfers.setOf');
  const folder = search.get('folder');
  const jobId = search.get('job');
  const { run: describeFolder } = describe;
  const { run: findSet } = find;
  useEffect(() => {
    if (isViewer) return;
    const token = pathTokenSchema.safeParse(folder).data;
    const found =
      token !== undefined
        ? describeFolder({ token })
        : jobId !== null
          ? findSet({ jobId })
          : Promise.resolve(undefined);
    void found.then((facts) => facts !== undefined && setSet(facts));
  }, [folder, jobId, isViewer, describeFolder, findSet]);
  const failed = [describe.state, find.state].find((state) => state.kind === 'failed');
  return { set, onSet: setSet, error: failed?.kind === 'failed' ? failed.error : undefined };
}
