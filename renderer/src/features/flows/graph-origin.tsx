import {
  Alert,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Radio,
  TextInput,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistryPlace, WireError } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { asWireError } from '../../hooks/use-command.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useSlice, useStores } from '../../stores/context.tsx';
import { useWizard } from '../wizard/wizard-context.tsx';

/** Which releases can follow which: from what the sets carried here, or from an update service of this network. */
export function GraphOrigin({ place }: { readonly place: RegistryPlace }): ReactNode {
  const { t } = useTranslation('flows');
  const { state, isViewer } = useWizard();
  const { site, practice } = state.draft;
  const channels = useQuery(
    'releases.channels',
    isViewer ? undefined : { site, source: { kind: 'registry', place } },
  );
  return (
    <div className="sluice-stack">
      {!practice && <UpdateService onChanged={channels.reload} />}
      {channels.kind === 'ready' && (
        <Alert isInline variant="info" component="p" title={t(`graph.found.${channels.value.origin}`)} />
      )}
      {channels.kind === 'failed' && <MessageAlert level="warning" message={channels.error} />}
    </div>
  );
}

/** A setting of the machine, shown where it matters: what UPDATE_URL_OVERRIDE is for the command line. */
function UpdateService({ onChanged }: { readonly onChanged: () => void }): ReactNode {
  const { t } = useTranslation('flows');
  const { settings } = useStores();
  const { isViewer } = useWizard();
  const saved = useSlice('settings', ({ view }) => view?.settings.updateService ?? '');
  const isLocked = useSlice('settings', ({ view }) => view?.locked.includes('updateService') ?? false);
  const [usesService, setUsesService] = useState(saved !== '');
  const [url, setUrl] = useState(saved);
  const [error, setError] = useState<WireError>();
  const id = useId();
  const isFixed = isLocked || isViewer;
  const save = async (updateService: string): Promise<void> => {
    setError(undefined);
    try {
      await settings.getState().update({ updateService });
      onChanged();
    } catch (failure) {
      setError(asWireError(failure));
    }
  };
  return (
    <div className="sluice-stack" role="radiogroup" aria-label={t('source.graph')}>
      <Radio
        id={`${id}-carried`}
        name={id}
        label={t('graph.carried')}
        description={t('graph.carriedHelp')}
        isChecked={!usesService}
        isDisabled={isFixed}
        onChange={() => {
          setUsesService(false);
          if (saved !== '') void save('');
        }}
      />
      <Radio
        id={`${id}-service`}
        name={id}
        label={t('graph.service')}
        description={t('graph.serviceHelp')}
        isChecked={usesService}
        isDisabled={isFixed}
        onChange={() => setUsesService(true)}
      />
      {usesService && (
        <FormGroup label={t('graph.url')} fieldId={`${id}-url`}>
          <TextInput
            id={`${id}-url`}
            type="url"
            value={url}
            isDisabled={isFixed}
            aria-describedby={`${id}-help`}
            onChange={(_event, value) => setUrl(value)}
          />
          <FormHelperText>
            <HelperText>
              <HelperTextItem id={`${id}-help`}>
                {t(isLocked ? 'graph.locked' : 'graph.urlHelp')}
              </HelperTextItem>
            </HelperText>
          </FormHelperText>
          <GuardedButton
            variant="secondary"
            reason={url.trim() === saved ? t('graph.unchanged') : undefined}
            onClick={() => void save(url.trim())}
          >
            {t('graph.use')}
          </GuardedButton>
        </FormGroup>
      )}
      {error !== undefined && <MessageAlert level="error" message={error} />}
    </div>
  );
}
