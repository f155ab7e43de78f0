import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NamePicker } from '../name-picker.tsx';
import { findChannels, type ChannelOption } from './channel-options.ts';

interface ChannelPickerProps {
  readonly channels: readonly ChannelOption[];
  /** Names that the configuration has already. */
  readonly chosen: readonly string[];
  readonly isDisabled: boolean;
  readonly onChoose: (name: string) => void;
}

/** Adds a channel: from the list, by typing a part of its name, or by its whole name when it is not listed. */
export function ChannelPicker({ channels, chosen, isDisabled, onChoose }: ChannelPickerProps): ReactNode {
  const { t } = useTranslation('content');
  const find = useCallback(
    (typed: string) =>
      findChannels(channels, typed).map(({ minor, channels: names }) => ({ label: minor, names })),
    [channels],
  );
  return (
    <NamePicker
      find={find}
      chosen={chosen}
      isDisabled={isDisabled}
      onChoose={onChoose}
      words={{
        name: t('picker.name'),
        open: t('picker.open'),
        placeholder: t('picker.placeholder'),
        clear: t('picker.clear'),
        typed: (name) => t('picker.typed', { name }),
        chosen: t('picker.chosen'),
        nothing: t('picker.nothing'),
      }}
    />
  );
}
