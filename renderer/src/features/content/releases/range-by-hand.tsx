import {
  ActionList,
  ActionListItem,
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  TextInput,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelModel } from '../../../../../core/contract/index.ts';
import { compareVersions, isVersion } from '../graph/version-order.ts';

interface RangeByHandProps {
  readonly channel: ChannelModel;
  readonly isLocked: boolean;
  /** Null: as the channel has it. */
  readonly onRange: (first: string | null, last: string | null) => void;
}

/** Both ends as text: for releases that no graph shows, and where none can be reached. */
export function RangeByHand({ channel, isLocked, onRange }: RangeByHandProps): ReactNode {
  const { t } = useTranslation('content');
  const id = useId();
  const [first, setFirst] = useState(channel.minVersion ?? '');
  const [last, setLast] = useState(channel.maxVersion ?? '');
  const isReversed = isVersion(first) && isVersion(last) && compareVersions(first, last) > 0;
  const isUsable = isVersionOrNone(first) && isVersionOrNone(last) && !isReversed;
  const isSame = first === (channel.minVersion ?? '') && last === (channel.maxVersion ?? '');
  return (
    <Form
      isWidthLimited
      onSubmit={(event) => {
        event.preventDefault();
        if (isUsable) onRange(first === '' ? null : first, last === '' ? null : last);
      }}
    >
      <End id={`${id}-first`} label={t('hand.first')} value={first} onChange={setFirst} isLocked={isLocked} />
      <End
        id={`${id}-last`}
        label={t('hand.last')}
        value={last}
        onChange={setLast}
        isLocked={isLocked}
        {...(isReversed && { error: t('hand.reversed') })}
      />
      <ActionList>
        <ActionListItem>
          <Button type="submit" variant="secondary" isDisabled={isLocked || !isUsable || isSame}>
            {t('hand.apply')}
          </Button>
        </ActionListItem>
      </ActionList>
    </Form>
  );
}

function isVersionOrNone(text: string): boolean {
  return text === '' || isVersion(text);
}

function End({
  id,
  label,
  value,
  error,
  isLocked,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error?: string;
  readonly isLocked: boolean;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { t } = useTranslation('content');
  const problem = isVersionOrNone(value) ? error : t('hand.invalid');
  return (
    <FormGroup label={label} fieldId={id}>
      <TextInput
        id={id}
        value={value}
        isDisabled={isLocked}
        validated={problem === undefined ? 'default' : 'error'}
        aria-describedby={`${id}-help`}
        onChange={(_event, next) => onChange(next.trim())}
      />
      <FormHelperText>
        <HelperText>
          <HelperTextItem id={`${id}-help`} variant={problem === undefined ? 'default' : 'error'}>
            {problem ?? t('hand.help')}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}
