import {
  ActionList,
  ActionListItem,
  Alert,
  Button,
  ExpandableSection,
  FormGroup,
  TextArea,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFacts, RegistryPlace } from '../../../../core/contract/index.ts';
import { CopyableBlock } from '../../components/copyable.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { LoadableView } from '../../components/loadable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { FolderChoice } from '../media/folder-choice.tsx';
import { useWizard } from '../wizard/wizard-context.tsx';

/** The registries.conf that the run uses: made from the registry, shown, and editable for those who want that. */
export function RegistriesConf({ place }: { readonly place: RegistryPlace }): ReactNode {
  const { t } = useTranslation('flows');
  const { state, isViewer } = useWizard();
  const { site, registriesConf } = state.draft;
  const [isOpen, setOpen] = useState(registriesConf !== null);
  const preview = useQuery('registriesConf.preview', isViewer || !isOpen ? undefined : { site, place });
  return (
    <ExpandableSection
      toggleText={t(registriesConf === null ? 'conf.open' : 'conf.openEdited')}
      isExpanded={isOpen}
      onToggle={(_event, expanded) => setOpen(expanded)}
      isIndented
    >
      <div className="sluice-stack" id="step-conf">
        <p>{t('conf.lead')}</p>
        <LoadableView state={preview} onRetry={preview.reload}>
          {({ text }) => <Conf made={text} />}
        </LoadableView>
      </div>
    </ExpandableSection>
  );
}

function Conf({ made }: { readonly made: string }): ReactNode {
  const { t } = useTranslation('flows');
  const { state, change } = useWizard();
  const { registriesConf } = state.draft;
  const id = useId();
  if (registriesConf === null) {
    return (
      <>
        <CopyableBlock text={made} label={t('conf.label')} />
        <ActionList>
          <ActionListItem>
            <GuardedButton variant="secondary" onClick={() => change({ registriesConf: made })}>
              {t('conf.edit')}
            </GuardedButton>
          </ActionListItem>
        </ActionList>
        <Export text={made} />
      </>
    );
  }
  return (
    <>
      <FormGroup label={t('conf.label')} fieldId={id}>
        <TextArea
          id={id}
          className="sluice-conf"
          value={registriesConf}
          rows={16}
          spellCheck={false}
          resizeOrientation="vertical"
          validated={state.confProblems !== undefined && state.confProblems.length > 0 ? 'error' : 'default'}
          onChange={(_event, text) => change({ registriesConf: text })}
        />
      </FormGroup>
      {state.confProblems?.map((message, index) => (
        <MessageAlert key={index} level="error" message={message} />
      ))}
      {state.confProblems?.length === 0 && (
        <Alert isInline isPlain variant="success" component="p" title={t('conf.good')} />
      )}
      <ActionList>
        <ActionListItem>
          <GuardedButton variant="link" onClick={() => change({ registriesConf: null })}>
            {t('conf.reset')}
          </GuardedButton>
        </ActionListItem>
      </ActionList>
      <Export text={registriesConf} />
    </>
  );
}

/** For podman, or for a bastion that still uses the command line. */
function Export({ text }: { readonly text: string }): ReactNode {
  const { t } = useTranslation('flows');
  const [isOpen, setOpen] = useState(false);
  const [folder, setFolder] = useState<PathFacts>();
  const { state, run } = useCommand('files.write');
  if (!isOpen) {
    return (
      <div>
        <GuardedButton variant="secondary" onClick={() => setOpen(true)}>
          {t('conf.export')}
        </GuardedButton>
      </div>
    );
  }
  const exists = state.kind === 'failed' && state.error.code === 'FILE_EXISTS';
  return (
    <section aria-label={t('conf.export')} className="sluice-stack">
      <FolderChoice purpose="output-folder" value={folder} onChange={setFolder} />
      <div>
        <GuardedButton
          variant="secondary"
          isLoading={state.kind === 'working'}
          reason={folder === undefined ? t('conf.folderFirst') : undefined}
          onClick={() => {
            if (folder === undefined) return;
            // Only the button that says so replaces a file.
            void run({ token: folder.token, name: 'registries.conf', text, replace: exists });
          }}
        >
          {t(exists ? 'conf.replace' : 'conf.write')}
        </GuardedButton>
        <Button variant="link" onClick={() => setOpen(false)}>
          {t('conf.closeExport')}
        </Button>
      </div>
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
      {state.kind === 'done' && (
        <Alert
          isInline
          variant="success"
          component="p"
          title={t('conf.written', { file: state.value.display })}
        />
      )}
    </section>
  );
}
