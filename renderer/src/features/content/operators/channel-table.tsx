import { Button, Checkbox, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogChannelView, PackageView } from '../../../../../core/contract/index.ts';
import { Gap } from '../../../components/gap.tsx';
import { LevelText } from '../../../components/level-text.tsx';
import { useCatalogWork } from './catalog-context.tsx';
import { ChannelEntries } from './channel-entries.tsx';
import { askedOf, askOfChannel, stateOfCatalog } from './package-choice.ts';
import { withChannels } from './package-edits.ts';
import { useRangeWords } from './use-ask-words.ts';

/** The channels of a package: which are carried, and one of them in detail. */
export function ChannelTable({ view }: { readonly view: PackageView }): ReactNode {
  const { t } = useTranslation('operators');
  const { operator } = useCatalogWork();
  const asked = askedOf(operator, view.name);
  const [wanted, setWanted] = useState<string>();
  const shown =
    view.channels.find(({ name }) => name === wanted) ??
    view.channels.find(({ name }) => asked?.channels.some((one) => one.name === name)) ??
    view.channels.find(({ isDefault }) => isDefault) ??
    view.channels[0];
  if (shown === undefined) return <p>{t('channels.none')}</p>;
  // What the file asks for and the catalogue does not have.
  const unknown = (asked?.channels ?? []).filter(({ name }) =>
    view.channels.every((one) => one.name !== name),
  );
  return (
    <>
      <Table aria-label={t('channels.name', { name: view.displayName })} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th modifier="fitContent" screenReaderText={t('grid.pick')} />
            <Th width={35}>{t('channels.channel')}</Th>
            <Th>{t('channels.head')}</Th>
            <Th>{t('channels.carried')}</Th>
            <Th screenReaderText={t('channels.show')} />
          </Tr>
        </Thead>
        <Tbody>
          {view.channels.map((channel) => (
            <ChannelRow
              key={channel.name}
              view={view}
              channel={channel}
              isShown={channel.name === shown.name}
              onShow={() => setWanted(channel.name)}
            />
          ))}
        </Tbody>
      </Table>
      {unknown.map(({ name }) => (
        <UnknownChannel key={name} view={view} name={name} />
      ))}
      <ChannelEntries key={shown.name} view={view} channel={shown} />
    </>
  );
}

function ChannelRow({
  view,
  channel,
  isShown,
  onShow,
}: {
  readonly view: PackageView;
  readonly channel: CatalogChannelView;
  readonly isShown: boolean;
  readonly onShow: () => void;
}): ReactNode {
  const { t } = useTranslation('operators');
  const id = useId();
  const { operator, isLocked, put } = useCatalogWork();
  const rangeWords = useRangeWords();
  const asked = askedOf(operator, view.name);
  const ask = askOfChannel(asked, channel.name);
  const isFull = operator?.full ?? false;
  const isHeld = ask.isHeld || stateOfCatalog(operator) === 'whole';
  const chosen = asked?.channels.map(({ name }) => name) ?? [];
  const isEvery = asked !== undefined && chosen.length === 0;
  const isLast = chosen.length === 1 && chosen[0] === channel.name;
  const head = view.bundles.find(({ name }) => name === channel.head);
  return (
    <Tr className={isShown ? 'sluice-operators-shown' : ''}>
      <Td modifier="fitContent">
        {isEvery || (asked === undefined && isHeld) ? (
          <LevelText level="success">
            <span className="sluice-visually-hidden">{t('grid.carried')}</span>
          </LevelText>
        ) : (
          <Checkbox
            id={`${id}-pick`}
            aria-label={t(isLast ? 'channels.last' : 'channels.pick', { name: channel.name })}
            isChecked={ask.isHeld}
            // Without any channel of its own, an entry means all of them.
            isDisabled={isLocked || isLast}
            onChange={(_event, isOn) =>
              put(
                withChannels(
                  asked,
                  view,
                  isOn ? [...chosen, channel.name] : chosen.filter((name) => name !== channel.name),
                ),
              )
            }
          />
        )}
      </Td>
      <Td dataLabel={t('channels.channel')} modifier="breakWord">
        {channel.name} {channel.isDefault && <Label isCompact>{t('mark.default')}</Label>}{' '}
        {channel.deprecated !== undefined && (
          <Label isCompact color="orange">
            {t('mark.deprecated')}
          </Label>
        )}
      </Td>
      <Td dataLabel={t('channels.head')} modifier="breakWord">
        {head?.version ?? channel.head ?? ''}
      </Td>
      <Td dataLabel={t('channels.carried')}>{isHeld ? rangeWords(ask, isFull) : ''}</Td>
      <Td>
        <Button
          variant="link"
          isInline
          className="sluice-content-action"
          aria-pressed={isShown}
          aria-label={t('channels.showOf', { name: channel.name })}
          onClick={onShow}
        >
          {t('channels.show')}
        </Button>
      </Td>
    </Tr>
  );
}

function UnknownChannel({ view, name }: { readonly view: PackageView; readonly name: string }): ReactNode {
  const { t } = useTranslation('operators');
  const { operator, isLocked, put } = useCatalogWork();
  const asked = askedOf(operator, view.name);
  const rest = (asked?.channels ?? []).filter((one) => one.name !== name).map((one) => one.name);
  return (
    <LevelText level="warning">
      {t('channels.unknown', { name })}
      <Gap />
      {rest.length > 0 && (
        <Button
          variant="link"
          isInline
          isDisabled={isLocked}
          onClick={() => put(withChannels(asked, view, rest))}
        >
          {t('channels.remove', { name })}
        </Button>
      )}
    </LevelText>
  );
}
