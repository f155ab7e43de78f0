import {
  Button,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  TextArea,
} from '@patternfly/react-core';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message, WireError } from '../../../../../core/contract/index.ts';
import { useAnnounce } from '../../../components/live-region.tsx';
import { MessageAlert } from '../../../components/message-alert.tsx';
import { asWireError } from '../../../hooks/use-command.ts';
import { messageWords } from '../../../i18n/message-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useClient } from '../../../stores/context.tsx';
import { parseImageList, type ListedImage } from './parse-list.ts';
import { probeNames } from './probe.ts';

interface Outcome {
  readonly added: number;
  readonly duplicates: readonly ListedImage[];
  readonly refused: readonly { readonly image: ListedImage; readonly message: Message }[];
}

/** Lines told at once; the rest is counted. */
const told = 10;

/** A box for a list of images. What cannot be read stays in the box, with its reason. */
export function PasteImages({
  known,
  isLocked,
  onAdd,
}: {
  readonly known: ReadonlySet<string>;
  readonly isLocked: boolean;
  /** True: they are in the configuration now. */
  readonly onAdd: (names: readonly string[]) => Promise<boolean>;
}): ReactNode {
  const { t } = useTranslation('content');
  const id = useId();
  const client = useClient();
  const announce = useAnnounce();
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<Outcome>();
  const [error, setError] = useState<WireError>();
  const [isBusy, setIsBusy] = useState(false);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = (leaving.current = new AbortController());
    return () => controller.abort();
  }, []);

  const add = async (): Promise<void> => {
    const { images, duplicates } = parseImageList(text, known);
    setError(undefined);
    setIsBusy(true);
    try {
      const names = images.map(({ name }) => name);
      const problems = await probeNames(client, 'additionalImages', names, leaving.current.signal);
      const refused = images.flatMap((image, at) => {
        const fault = problems[at]?.find(({ level }) => level === 'error');
        return fault === undefined ? [] : [{ image, message: fault.message }];
      });
      const bad = new Set(refused.map(({ image }) => image));
      const good = images.filter((image) => !bad.has(image));
      if (good.length > 0 && !(await onAdd(good.map(({ name }) => name)))) return;
      setOutcome({ added: good.length, duplicates, refused });
      setText(refused.map(({ image }) => image.name).join('\n'));
      announce(t('paste.added', { count: good.length }));
    } catch (caught) {
      if (!leaving.current.signal.aborted) setError(asWireError(caught));
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <div className="sluice-content-stack">
      <FormGroup label={t('paste.name')} fieldId={id}>
        <TextArea
          id={id}
          value={text}
          rows={4}
          resizeOrientation="vertical"
          className="sluice-mono"
          isDisabled={isLocked}
          aria-describedby={`${id}-help`}
          onChange={(_event, next) => setText(next)}
        />
        <FormHelperText>
          <HelperText>
            <HelperTextItem id={`${id}-help`}>{t('paste.help')}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
      <div>
        <Button
          variant="secondary"
          isDisabled={isLocked || isBusy || text.trim() === ''}
          isLoading={isBusy}
          onClick={() => void add()}
        >
          {t('paste.add')}
        </Button>
      </div>
      {error !== undefined && <MessageAlert level="error" message={error} />}
      {outcome !== undefined && <OutcomeWords outcome={outcome} />}
    </div>
  );
}

function OutcomeWords({ outcome }: { readonly outcome: Outcome }): ReactNode {
  const { t } = useTranslation('content');
  const language = useLanguage();
  const { added, duplicates, refused } = outcome;
  return (
    <HelperText>
      {added > 0 && <HelperTextItem variant="success">{t('paste.added', { count: added })}</HelperTextItem>}
      {duplicates.slice(0, told).map(({ line, name }) => (
        <HelperTextItem key={line} variant="warning">
          {t('paste.duplicate', { line, name })}
        </HelperTextItem>
      ))}
      {duplicates.length > told && (
        <HelperTextItem variant="warning">
          {t('paste.moreDuplicates', { count: duplicates.length - told })}
        </HelperTextItem>
      )}
      {refused.slice(0, told).map(({ image, message }) => {
        const { what, next } = messageWords(message, language);
        return (
          <HelperTextItem key={image.line} variant="error">
            {t('paste.refused', { line: image.line, what, next })}
          </HelperTextItem>
        );
      })}
      {refused.length > told && (
        <HelperTextItem variant="error">
          {t('paste.moreRefused', { count: refused.length - told })}
        </HelperTextItem>
      )}
    </HelperText>
  );
}
