import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';
import type { Message } from '../../../../core/contract/index.ts';
import { messageWords } from '../../i18n/message-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';

interface FinishFieldProps {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  /** What the file says. */
  readonly now: string;
  readonly problem: Message | undefined;
  readonly onChange: (value: string) => void;
}

/** A line of text that stays as the file has it while it is empty. */
export function FinishField({ label, help, value, now, problem, onChange }: FinishFieldProps): ReactNode {
  const id = useId();
  return (
    <FormGroup label={label} fieldId={id}>
      <TextInput
        id={id}
        value={value}
        placeholder={now}
        autoComplete="off"
        spellCheck={false}
        validated={problem === undefined ? 'default' : 'error'}
        aria-describedby={`${id}-help`}
        onChange={(_event, text) => onChange(text)}
      />
      <FieldHelp id={`${id}-help`} help={help} problem={problem} />
    </FormGroup>
  );
}

/** What a field is for; in its place, what is wrong with it. */
export function FieldHelp({
  id,
  help,
  problem,
}: {
  readonly id: string;
  readonly help: string;
  readonly problem: Message | undefined;
}): ReactNode {
  const language = useLanguage();
  const words = problem === undefined ? undefined : messageWords(problem, language);
  return (
    <FormHelperText>
      <HelperText>
        <HelperTextItem id={id} variant={words === undefined ? 'default' : 'error'}>
          {words === undefined ? help : `${words.what} ${words.next}`}
        </HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}
