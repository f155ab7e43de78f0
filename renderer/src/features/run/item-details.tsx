import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, type JobItem } from '../../../../core/contract/index.ts';
import { CopyableLine } from '../../components/copyable.tsx';
import { MessageAlert } from '../../components/message-alert.tsx';
import { ItemStatusText } from './item-status.tsx';

/** One image whole: both of its names, and why it failed. */
export function ItemDetails({
  item,
  onClose,
}: {
  readonly item: JobItem;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['run', 'common']);
  const facts = [
    { term: t('items.status'), text: <ItemStatusText status={item.status} /> },
    { term: t('items.category'), text: t(`items.categories.${item.category}`) },
    { term: t('items.size'), text: formatBytes(item.bytes) },
    { term: t('items.origin'), text: <CopyableLine text={item.origin} label={t('items.origin')} /> },
    {
      term: t('items.destination'),
      text: <CopyableLine text={item.destination} label={t('items.destination')} />,
    },
  ];
  return (
    <Modal
      isOpen
      variant="medium"
      onClose={onClose}
      aria-labelledby="item-title"
      aria-describedby="item-body"
    >
      <ModalHeader title={t('items.details')} labelId="item-title" />
      <ModalBody id="item-body">
        <DescriptionList isHorizontal isCompact>
          {facts.map(({ term, text }) => (
            <DescriptionListGroup key={term}>
              <DescriptionListTerm>{term}</DescriptionListTerm>
              <DescriptionListDescription>{text}</DescriptionListDescription>
            </DescriptionListGroup>
          ))}
        </DescriptionList>
        {item.error !== undefined && <MessageAlert level="error" message={item.error} />}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>{t('common:action.close')}</Button>
      </ModalFooter>
    </Modal>
  );
}
