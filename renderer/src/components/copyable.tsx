import {
  ClipboardCopy,
  ClipboardCopyButton,
  CodeBlock,
  CodeBlockAction,
  CodeBlockCode,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A command or text of one line with a button that copies it. */
export function CopyableLine({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { t } = useTranslation('common');
  return (
    <ClipboardCopy
      isReadOnly
      isCode
      hoverTip={t('action.copy')}
      clickTip={t('action.copied')}
      textAriaLabel={label}
      copyAriaLabel={`${t('action.copy')}: ${label}`}
    >
      {text}
    </ClipboardCopy>
  );
}

/** Several lines of code with a button that copies them. */
export function CopyableBlock({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { t } = useTranslation('common');
  const id = useId();
  const [copied, setCopied] = useState(false);
  const copy = (
    <CodeBlockAction>
      <ClipboardCopyButton
        id={`${id}-copy`}
        aria-describedby={`${id}-text`}
        aria-label={`${t('action.copy')}: ${label}`}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        onTooltipHidden={() => setCopied(false)}
        variant="plain"
      >
        {copied ? t('action.copied') : t('action.copy')}
      </ClipboardCopyButton>
    </CodeBlockAction>
  );
  return (
    <CodeBlock actions={copy}>
      <CodeBlockCode id={`${id}-text`}>{text}</CodeBlockCode>
    </CodeBlock>
  );
}
