import { Checkbox, Radio, Title } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultSourceNames, type DefaultSources } from '../../../../core/contract/index.ts';

interface DefaultSourcesChoiceProps {
  readonly value: DefaultSources;
  readonly onChange: (value: DefaultSources) => void;
}

const kinds = ['all', 'named', 'keep'] as const;

/** Which of the catalogue sources that a cluster brings along are disabled. */
export function DefaultSourcesChoice({ value, onChange }: DefaultSourcesChoiceProps): ReactNode {
  const { t } = useTranslation('resources');
  const id = useId();
  const named = value.kind === 'named' ? value.names : [];
  const choose = (kind: (typeof kinds)[number]): void =>
    onChange(kind === 'named' ? { kind, names: [...named] } : { kind });
  return (
    <section aria-label={t('finish.defaults')}>
      <Title headingLevel="h4" size="md">
        {t('finish.defaults')}
      </Title>
      <p className="sluice-hint">{t('finish.defaultsLead')}</p>
      <div role="radiogroup" aria-label={t('finish.defaults')} className="sluice-stack">
        {kinds.map((kind) => (
          <Radio
            key={kind}
            id={`${id}-${kind}`}
            name={id}
            label={t(`finish.default.${kind}`)}
            isChecked={value.kind === kind}
            onChange={() => choose(kind)}
          />
        ))}
      </div>
      {value.kind === 'named' && (
        <div role="group" aria-label={t('finish.default.named')} className="sluice-actions">
          {defaultSourceNames.map((name) => (
            <Checkbox
              key={name}
              id={`${id}-name-${name}`}
              label={name}
              isChecked={named.includes(name)}
              onChange={(_event, isChecked) =>
                onChange({
                  kind: 'named',
                  names: defaultSourceNames.filter((known) =>
                    known === name ? isChecked : named.includes(known),
                  ),
                })
              }
            />
          ))}
        </div>
      )}
    </section>
  );
}
