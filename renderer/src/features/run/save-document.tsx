import { DownloadIcon } from '@patternfly/react-icons/dist/esm/icons/download-icon';
import { Button, type ButtonProps } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandInput } from '../../../../core/contract/index.ts';
import { MessageAlert } from '../../components/message-alert.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { saveText } from './save-text.ts';

type Document = CommandInput<'jobs.document'>['document'];
type Format = CommandInput<'jobs.document'>['format'];

interface SaveDocumentProps {
  readonly jobId: string;
  readonly document: Document;
  readonly format: Format;
  /** The button names the format: there are several of the same document. */
  readonly isOneOfSeveral?: boolean;
  readonly variant?: ButtonProps['variant'];
  readonly size?: ButtonProps['size'];
  readonly label?: string;
}

/** A button that saves a document of a job in the language of the page. */
export function SaveDocument(props: SaveDocumentProps): ReactNode {
  const { jobId, document, format, isOneOfSeveral = false, variant = 'secondary', size, label } = props;
  const { t } = useTranslation('run');
  const language = useLanguage();
  const { state, run } = useCommand('jobs.document');
  const save = async (): Promise<void> => {
    const answer = await run({ jobId, document, format, language });
    if (answer !== undefined) saveText(answer.fileName, answer.mediaType, answer.text);
  };
  const name = t(`done.${document}`);
  return (
    <span>
      <Button
        variant={variant}
        icon={<DownloadIcon />}
        isLoading={state.kind === 'working'}
        {...(size !== undefined && { size })}
        {...(label !== undefined && { 'aria-label': label })}
        onClick={() => void save()}
      >
        {isOneOfSeveral
          ? t('done.downloadAs', { document: name, format: format.toUpperCase() })
          : t('done.download', { document: name })}
      </Button>
      {state.kind === 'failed' && <MessageAlert level="error" message={state.error} />}
    </span>
  );
}
