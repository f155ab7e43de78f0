import {
  CheckCircleIcon,
  ExclamationCircleIcon,
  ExclamationTriangleIcon,
  MinusCircleIcon,
} from '@patternfly/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Check } from '../../../../core/contract/index.ts';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import '../../components/tones.css';
import './registries.css';
import { useCheckName } from './use-check-name.ts';

/** Checks with their outcome as icon and word, and what to do where one did not pass. */
export function CheckList({
  checks,
  label,
}: {
  readonly checks: readonly Check[];
  readonly label: string;
}): ReactNode {
  return (
    <ul aria-label={label} className="sluice-checks">
      {checks.map((check, index) => (
        <CheckItem key={`${check.id}-${index}`} check={check} />
      ))}
    </ul>
  );
}

function CheckItem({ check }: { readonly check: Check }): ReactNode {
  const { t } = useTranslation('registries');
  const nameOf = useCheckName();
  const language = useLanguage();
  const words = check.message === undefined ? undefined : messageWords(check.message, language);
  return (
    <li className="sluice-check">
      <CheckIcon state={check.state} />
      <div>
        <strong>{nameOf(check.id)}</strong>
        <span className="sluice-check-state">{t(`checkState.${check.state}`)}</span>
        {words !== undefined && <div>{words.what}</div>}
        {words !== undefined && check.state !== 'passed' && words.next !== '' && <div>{words.next}</div>}
        {check.message?.detail !== undefined && (
          <div className="sluice-mono sluice-subtle">{check.message.detail}</div>
        )}
      </div>
    </li>
  );
}

function CheckIcon({ state }: { readonly state: Check['state'] }): ReactNode {
  switch (state) {
    case 'passed':
      return <CheckCircleIcon className="sluice-good" />;
    case 'failed':
      return <ExclamationCircleIcon className="sluice-bad" />;
    case 'warning':
      return <ExclamationTriangleIcon className="sluice-warn" />;
    case 'skipped':
      return <MinusCircleIcon />;
  }
}
