import {
  Button,
  Flex,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  TextInput,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** GiB: what a chunk has when the configuration does not say (oc-mirror's default). */
const usual = 500;
/** FAT32 takes files up to one byte less than 4 GiB. */
const fat32 = 3;

interface ArchiveSizeProps {
  readonly value: number | undefined;
  readonly isLocked: boolean;
  readonly onChange: (gib: number | null) => void;
}

/** How large a file of the archive may become. */
export function ArchiveSize({ value, isLocked, onChange }: ArchiveSizeProps): ReactNode {
  const { t } = useTranslation('content');
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const text = typed ?? (value === undefined ? '' : String(value));
  const isInvalid = text !== '' && !isWholeGib(text);
  const put = (gib: number | null): void => {
    setTyped(undefined);
    onChange(gib);
  };
  const take = (): void => {
    if (typed === undefined || isInvalid) return;
    put(typed === '' ? null : Number(typed));
  };
  return (
    <FormGroup label={t('options.archiveSize')} fieldId={id}>
      <Flex alignItems={{ default: 'alignItemsCenter' }}>
        <TextInput
          id={id}
          className="sluice-content-narrow"
          inputMode="numeric"
          value={text}
          placeholder={String(usual)}
          isDisabled={isLocked}
          validated={isInvalid ? 'error' : 'default'}
          aria-describedby={`${id}-help`}
          onChange={(_event, next) => setTyped(next.trim())}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            take();
          }}
        />
        {value !== fat32 && (
          <Button variant="link" isDisabled={isLocked} onClick={() => put(fat32)}>
            {t('options.fat32', { size: fat32 })}
          </Button>
        )}
        {value !== undefined && (
          <Button variant="link" isDisabled={isLocked} onClick={() => put(null)}>
            {t('options.usualSize', { size: usual })}
          </Button>
        )}
      </Flex>
      <FormHelperText>
        <HelperText>
          <HelperTextItem id={`${id}-help`} variant={isInvalid ? 'error' : 'default'}>
            {isInvalid ? t('options.archiveSizeInvalid') : t(adviceOf(value))}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}

function isWholeGib(text: string): boolean {
  return /^[1-9]\d{0,6}$/.test(text);
}

function adviceOf(value: number | undefined): 'options.adviceSmall' | 'options.adviceUsual' {
  return value !== undefined && value <= fat32 ? 'options.adviceSmall' : 'options.adviceUsual';
}
