import { Alert, Button, FormSelect, FormSelectOption, Spinner } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RegistryPlace, RegistryView } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { placeText } from '../registries/use-registries.ts';
import type { HoldingsState } from './use-holdings.ts';

interface RegistryLineProps {
  readonly choices: readonly RegistryView[];
  readonly registry: RegistryPlace | undefined;
  readonly holdings: HoldingsState;
  readonly isViewer: boolean;
  /** Which registry it is, is being found out. */
  readonly isDeciding: boolean;
  readonly onChoose: (id: string) => void;
  readonly onAgain: () => void;
  readonly onStop: () => void;
}

/** Which registry the rows come from, and how far looking at it is. */
export function RegistryLine(props: RegistryLineProps): ReactNode {
  const { choices, registry, holdings, isViewer, isDeciding, onChoose, onAgain, onStop } = props;
  const { t } = useTranslation(['matrix', 'common']);
  const id = useId();
  const chosen = choices.find(
    ({ place }) => place.host === registry?.host && place.namespace === registry.namespace,
  );
  return (
    <div className="sluice-stack">
      <div className="sluice-actions">
        {choices.length > 1 ? (
          <>
            <label htmlFor={id}>{t('registry.label')}</label>
            <FormSelect
              id={id}
              className="sluice-matrix-registry"
              value={chosen?.id ?? ''}
              onChange={(_event, next) => onChoose(next)}
            >
              {chosen === undefined && (
                <FormSelectOption
                  value=""
                  isDisabled
                  label={registry === undefined ? t('registry.choose') : placeText(registry)}
                />
              )}
              {choices.map((one) => (
                <FormSelectOption
                  key={one.id}
                  value={one.id}
                  label={`${one.name} (${placeText(one.place)})`}
                />
              ))}
            </FormSelect>
          </>
        ) : (
          registry !== undefined && (
            <span>
              {t('registry.label')} <span className="sluice-mono">{placeText(registry)}</span>
            </span>
          )
        )}
        {holdings.kind === 'looking' && (
          <>
            <span role="status">
              <Spinner size="md" aria-hidden="true" /> {t('registry.looking')}
            </span>
            <Button variant="link" isInline onClick={onStop}>
              {t('registry.stop')}
            </Button>
          </>
        )}
        {(holdings.kind === 'ready' || holdings.kind === 'stopped') && (
          <Button variant="link" isInline onClick={onAgain}>
            {t('registry.again')}
          </Button>
        )}
      </div>
      {registry === undefined && !isViewer && !isDeciding && (
        <Alert isInline variant="info" component="p" title={t('registry.none')}>
          {choices.length === 0 && <Link to="/registries">{t('registry.add')}</Link>}
        </Alert>
      )}
      {isViewer && <Alert isInline variant="info" component="p" title={t('registry.viewer')} />}
      {holdings.kind === 'stopped' && <p>{t('registry.stopped')}</p>}
      {holdings.kind === 'failed' && (
        <MessageAlert
          level="error"
          message={holdings.error}
          actions={
            <>
              <Button variant="link" isInline onClick={onAgain}>
                {t('common:action.retry')}
              </Button>
              <span>{t('registry.without')}</span>
            </>
          }
        />
      )}
      {holdings.kind === 'ready' &&
        holdings.holdings.findings.map(({ level, message }, at) => (
          // Findings have no name of their own, and never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <MessageAlert key={at} level={level} message={message} />
        ))}
    </div>
  );
}
