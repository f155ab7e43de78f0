import { ExpandableSection, Label } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { InfoCircleIcon } from '@patternfly/react-icons/dist/esm/icons/info-circle-icon';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResourceFileView } from '../../../../core/contract/index.ts';
import { CopyableBlock } from '../../components/copyable.tsx';
import { Gap } from '../../components/gap.tsx';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';

const looks = {
  no: { color: 'green', icon: <CheckCircleIcon /> },
  changed: { color: 'blue', icon: <InfoCircleIcon /> },
  may: { color: 'yellow', icon: <ExclamationTriangleIcon /> },
} as const;

/** One file: its place in the order, what it is, what it does to nodes, and its text. */
export function ResourceFile({ file }: { readonly file: ResourceFileView }): ReactNode {
  const { t } = useTranslation('resources');
  const [isOpen, setOpen] = useState(false);
  const { name, kind, order, reboots, note, text } = file;
  const why = messageWords(note, useLanguage());
  const { color, icon } = looks[reboots];
  return (
    <article className="sluice-resource" aria-label={name}>
      <div className="sluice-resource-head">
        <strong>{t('step', { order, name })}</strong>
        <Label isCompact>{kind}</Label>
        <Label isCompact color={color} icon={icon}>
          {t(`rebootsShort.${reboots}`)}
        </Label>
      </div>
      <p>
        <strong>{t('reboots')}</strong>
        <Gap />
        {why.what}
      </p>
      {why.next !== '' && <p className="sluice-subtle">{why.next}</p>}
      <ExpandableSection
        toggleText={t('yaml', { name })}
        isExpanded={isOpen}
        onToggle={(_event, open) => setOpen(open)}
      >
        {isOpen && <CopyableBlock text={text} label={t('yaml', { name })} />}
      </ExpandableSection>
    </article>
  );
}
