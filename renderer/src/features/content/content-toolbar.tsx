import { Button, Toolbar, ToolbarContent, ToolbarGroup, ToolbarItem } from '@patternfly/react-core';
import { CodeIcon } from '@patternfly/react-icons/dist/esm/icons/code-icon';
import { RedoIcon } from '@patternfly/react-icons/dist/esm/icons/redo-icon';
import { UndoIcon } from '@patternfly/react-icons/dist/esm/icons/undo-icon';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { useDocumentSlice } from './content-context.tsx';
import { LoadDialog } from './files/load-dialog.tsx';
import { SaveDialog } from './files/save-dialog.tsx';

/** Steps back and forward, the text beside the forms, files. */
export function ContentToolbar({
  isSplit,
  onSplit,
}: {
  readonly isSplit: boolean;
  readonly onSplit: (isSplit: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('content');
  const history = useDocumentSlice((state) => state.history);
  const undo = useDocumentSlice((state) => state.undo);
  const redo = useDocumentSlice((state) => state.redo);
  const replace = useDocumentSlice((state) => state.replace);
  const [open, setOpen] = useState<'load' | 'save'>();
  const close = (): void => setOpen(undefined);
  return (
    <>
      <Toolbar inset={{ default: 'insetNone' }}>
        <ToolbarContent>
          <ToolbarGroup>
            <ToolbarItem>
              <GuardedButton
                variant="plain"
                icon={<UndoIcon />}
                aria-label={t('toolbar.undo')}
                {...(history.past.length === 0 && { reason: t('toolbar.noUndo') })}
                onClick={undo}
              />
            </ToolbarItem>
            <ToolbarItem>
              <GuardedButton
                variant="plain"
                icon={<RedoIcon />}
                aria-label={t('toolbar.redo')}
                {...(history.future.length === 0 && { reason: t('toolbar.noRedo') })}
                onClick={redo}
              />
            </ToolbarItem>
          </ToolbarGroup>
          <ToolbarGroup>
            <ToolbarItem>
              <GuardedButton variant="secondary" onClick={() => setOpen('load')}>
                {t('toolbar.load')}
              </GuardedButton>
            </ToolbarItem>
            <ToolbarItem>
              <Button variant="secondary" onClick={() => setOpen('save')}>
                {t('toolbar.save')}
              </Button>
            </ToolbarItem>
          </ToolbarGroup>
          <ToolbarItem align={{ default: 'alignEnd' }}>
            <Button
              variant="secondary"
              icon={<CodeIcon />}
              aria-pressed={isSplit}
              onClick={() => onSplit(!isSplit)}
            >
              {t(isSplit ? 'toolbar.hideYaml' : 'toolbar.showYaml')}
            </Button>
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      {open === 'load' && <LoadDialog onLoad={replace} onClose={close} />}
      {open === 'save' && <SaveDialog text={history.present} onClose={close} />}
    </>
  );
}
