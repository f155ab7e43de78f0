import {
  Alert,
  Bullseye,
  Button,
  EmptyState,
  EmptyStateBody,
  Spinner,
  Tab,
  Tabs,
  TabTitleText,
} from '@patternfly/react-core';
import { memo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentModel } from '../../../../core/contract/index.ts';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { useDocumentSlice } from './content-context.tsx';
import { formStateOf } from './document/create-document.ts';
import { Templates } from './files/templates.tsx';
import { HelmTab } from './helm/helm-tab.tsx';
import { ImagesTab } from './images/images-tab.tsx';
import { OperatorsTab } from './operators/operators-tab.tsx';
import { OptionsTab } from './options/options-tab.tsx';
import { ReleasesTab } from './releases/releases-tab.tsx';
import type { EditorPlace } from './editor/yaml-editor.tsx';

const tabs = ['releases', 'operators', 'helm', 'images', 'options'] as const;
type TabName = (typeof tabs)[number];

/**
 * The configuration as forms; what they show while the text has errors is said. Not drawn anew at each key that is
 * typed beside them.
 */
export const ContentForms = memo(function ContentForms({
  onGo,
}: {
  readonly onGo: (place: EditorPlace) => void;
}): ReactNode {
  const { t } = useTranslation('content');
  const isViewer = useIsViewer();
  const model = useDocumentSlice((state) => state.model);
  const kind = useDocumentSlice((state) => formStateOf(state).kind);
  const line = useDocumentSlice((state) => {
    const forms = formStateOf(state);
    return forms.kind === 'errors' ? forms.line : undefined;
  });
  const isEmpty = useDocumentSlice(({ history }) => history.present.trim() === '');
  const replace = useDocumentSlice((state) => state.replace);
  const [active, setActive] = useState<TabName>('releases');
  const goTo =
    line === undefined ? undefined : (
      <Button variant="link" isInline onClick={() => onGo({ line, column: 1 })}>
        {t('forms.goToLine', { line })}
      </Button>
    );
  if (isEmpty && !isViewer) {
    return (
      <EmptyState headingLevel="h2" titleText={t('forms.empty')}>
        <EmptyStateBody>{t('forms.emptyNext')}</EmptyStateBody>
        <Templates onChoose={replace} />
      </EmptyState>
    );
  }
  if (model === undefined) {
    return line === undefined ? (
      <Bullseye>
        <Spinner size="lg" aria-label={t('forms.loading')} />
      </Bullseye>
    ) : (
      <EmptyState headingLevel="h2" titleText={t('forms.unreadable', { line })}>
        <EmptyStateBody>{t('forms.unreadableNext')}</EmptyStateBody>
        {goTo}
      </EmptyState>
    );
  }
  return (
    <div className="sluice-content-stack">
      <h2 className="sluice-visually-hidden">{t('forms.name')}</h2>
      {line !== undefined && (
        <Alert
          isInline
          variant="warning"
          component="p"
          title={t('forms.errors', { line })}
          actionLinks={goTo}
        >
          {t('forms.errorsNext')}
        </Alert>
      )}
      <Tabs
        aria-label={t('forms.name')}
        activeKey={active}
        onSelect={(_event, key) => setActive(tabs.find((one) => one === key) ?? 'releases')}
        mountOnEnter
        unmountOnExit
      >
        {tabs.map((name) => (
          <Tab key={name} eventKey={name} title={<TabTitleText>{t(`tabs.${name}`)}</TabTitleText>}>
            <div className="sluice-content-tab" aria-busy={kind === 'checking'}>
              <TabBody name={name} model={model} />
            </div>
          </Tab>
        ))}
      </Tabs>
    </div>
  );
});

function TabBody({ name, model }: { readonly name: TabName; readonly model: ContentModel }): ReactNode {
  switch (name) {
    case 'releases':
      return <ReleasesTab model={model} />;
    case 'images':
      return <ImagesTab model={model} />;
    case 'options':
      return <OptionsTab model={model} />;
    case 'helm':
      return <HelmTab model={model} />;
    case 'operators':
      return <OperatorsTab model={model} />;
  }
}
