import { ActionList, ActionListItem, Alert, Button, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { LoadableView } from '../components/loadable.tsx';
import { MessageAlert } from '../components/message-alert.tsx';
import { Page } from '../components/page.tsx';
import { GeneralSettings } from '../features/settings/general-settings.tsx';
import { KeySettings } from '../features/settings/key-settings.tsx';
import { NetworkSettings } from '../features/settings/network-settings.tsx';
import { StorageSettings } from '../features/settings/storage-settings.tsx';
import { useSettingsDraft } from '../features/settings/use-settings-draft.ts';
import { useSlice } from '../stores/context.tsx';

const tabs = ['general', 'network', 'keys', 'storage'] as const;

/** `#/settings/:tab`: saved as a whole, by a button; a failed save keeps both the old file and what was typed. */
export function SettingsPage(): ReactNode {
  const { t } = useTranslation('settings');
  const { tab: named } = useParams();
  const navigate = useNavigate();
  const tab = tabs.find((name) => name === named) ?? 'general';
  const file = useSlice('settings', ({ view }) => view?.file ?? '');
  const isViewer = useSlice('connection', ({ info }) => info?.role === 'viewer');
  const { settings, locked, state, change, save, discard } = useSettingsDraft();
  const hasUnsaved = state.kind === 'changed' || state.kind === 'saving' || state.kind === 'failed';
  return (
    <Page title={t('title')} lead={t('lead', { file })}>
      <LoadableView state={settings === undefined ? { kind: 'loading' } : { kind: 'ready', value: settings }}>
        {(value) => (
          <>
            {isViewer && <Alert isInline variant="info" title={t('viewer')} component="p" />}
            <Tabs
              activeKey={tab}
              aria-label={t('title')}
              onSelect={(_event, key) => void navigate(`/settings/${String(key)}`)}
            >
              <Tab eventKey="general" title={<TabTitleText>{t('tabs.general')}</TabTitleText>}>
                <GeneralSettings settings={value} locked={locked} isDisabled={isViewer} onChange={change} />
              </Tab>
              <Tab eventKey="network" title={<TabTitleText>{t('tabs.network')}</TabTitleText>}>
                <NetworkSettings
                  settings={value}
                  locked={locked}
                  isDisabled={isViewer}
                  hasUnsaved={hasUnsaved}
                  onChange={change}
                />
              </Tab>
              <Tab eventKey="keys" title={<TabTitleText>{t('tabs.keys')}</TabTitleText>}>
                {tab === 'keys' && (
                  <KeySettings settings={value} locked={locked} isDisabled={isViewer} onChange={change} />
                )}
              </Tab>
              <Tab eventKey="storage" title={<TabTitleText>{t('tabs.storage')}</TabTitleText>}>
                <StorageSettings file={file} />
              </Tab>
            </Tabs>
            {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
            {state.kind === 'saved' && <Alert isInline variant="success" title={t('saved')} component="p" />}
            {state.kind === 'changed' && <Alert isInline variant="info" title={t('unsaved')} component="p" />}
            {hasUnsaved && (
              <ActionList>
                <ActionListItem>
                  <Button
                    isDisabled={isViewer}
                    isLoading={state.kind === 'saving'}
                    onClick={() => void save()}
                  >
                    {t('save')}
                  </Button>
                </ActionListItem>
                <ActionListItem>
                  <Button variant="link" onClick={discard}>
                    {t('discard')}
                  </Button>
                </ActionListItem>
              </ActionList>
            )}
          </>
        )}
      </LoadableView>
    </Page>
  );
}
