import { Button, FormGroup, FormSelect, FormSelectOption, Title } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  CatalogChoices,
  FinishableCatalog,
  FinishProblemView,
} from '../../../../core/contract/index.ts';
import { CopyableBlock } from '../../components/copyable.tsx';
import { FieldHelp, FinishField } from './finish-field.tsx';

interface FinishCatalogProps {
  readonly catalog: FinishableCatalog;
  readonly choices: CatalogChoices;
  readonly problems: readonly FinishProblemView[];
  /** The file with these choices. */
  readonly text: string;
  readonly onChange: (choices: CatalogChoices) => void;
}

const fields = ['name', 'displayName', 'publisher', 'pollInterval', 'priority', 'namespace'] as const;
const securities = ['', 'restricted', 'legacy'] as const;

/** One CatalogSource: what may be changed beside what becomes of its file. Image and type are no fields: they must stay. */
export function FinishCatalog({ catalog, choices, problems, text, onChange }: FinishCatalogProps): ReactNode {
  const { t } = useTranslation('resources');
  const id = useId();
  const { file, image, pinned, now, suggested } = catalog;
  const clear = { name: '', namespace: '', displayName: '', publisher: '', pollInterval: '', priority: '' };
  return (
    <section aria-label={t('finish.catalog', { file })} className="sluice-resource">
      <Title headingLevel="h4" size="md">
        {t('finish.catalog', { file })}
      </Title>
      <p className="sluice-hint">{t('finish.fixed', { image })}</p>
      <div className="sluice-actions">
        {suggested !== undefined && (
          <Button variant="secondary" size="sm" onClick={() => onChange(suggested)}>
            {t('finish.suggest', { name: suggested.name })}
          </Button>
        )}
        <Button variant="link" size="sm" onClick={() => onChange({ ...choices, ...clear, security: '' })}>
          {t('finish.clear')}
        </Button>
      </div>
      <div className="sluice-finish">
        <div className="sluice-finish-fields">
          {fields.map((field) => (
            <FinishField
              key={field}
              label={t(`finish.field.${field}`)}
              help={t(field === 'pollInterval' && pinned ? 'finish.help.pinned' : `finish.help.${field}`)}
              value={choices[field]}
              now={now[field]}
              problem={problems.find((problem) => problem.field === field)?.message}
              onChange={(value) => onChange({ ...choices, [field]: value })}
            />
          ))}
          <FormGroup label={t('finish.field.security')} fieldId={id}>
            <FormSelect
              id={id}
              value={choices.security}
              aria-describedby={`${id}-help`}
              onChange={(_event, value) => {
                const security = securities.find((known) => known === value) ?? '';
                onChange({ ...choices, security });
              }}
            >
              {securities.map((security) => (
                <FormSelectOption
                  key={security}
                  value={security}
                  label={security === '' ? t('finish.asImported') : security}
                />
              ))}
            </FormSelect>
            <FieldHelp id={`${id}-help`} help={t('finish.help.security')} problem={undefined} />
          </FormGroup>
        </div>
        <div className="sluice-finish-preview">
          <strong>{t('finish.preview')}</strong>
          <CopyableBlock text={text} label={t('finish.previewOf', { name: file })} />
        </div>
      </div>
    </section>
  );
}
