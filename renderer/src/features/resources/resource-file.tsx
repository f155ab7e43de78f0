import { ExpandableSection, Label } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { RedoIcon } from '@patternfly/react-icons/dist/esm/icons/redo-icon';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResourceFileView } from '../../../../core/contract/index.ts';
import { CopyableBlock } from '../../components/copyable.tsx';

const looks = {
  no: { color: 'green', icon: <CheckCircleIcon /> },
  may: { color: 'yellow', icon: <ExclamationTriangleIcon /> },
  yes: { color: 'orange', icon: <RedoIcon /> },
} as const;

/** One file: its place in the order, what it is, what it does to nodes, and its text. */
export function ResourceFile({ file }: { readonly file: ResourceFileView }): ReactNode {
  const { t } = useTranslation('resources');
  const [isOpen, setOpen] = useState(false);
  const { name, kind, order, reboots, text } = file;
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
        <strong>{t('reboots')}</strong> {t(`rebootsOf.${reboots}`)}
      </p>
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
