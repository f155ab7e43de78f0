import { Content } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { SetSubject } from '../../../core/contract/index.ts';
import { GuardedButton } from './guarded-button.tsx';

/** Leads to a page about one set, which finds it in its address. */
export function SetLink({
  page,
  of,
  text,
  hint,
}: {
  readonly page: `/${string}`;
  readonly of: SetSubject;
  readonly text: string;
  readonly hint: string;
}): ReactNode {
  const navigate = useNavigate();
  const search = new URLSearchParams(of.kind === 'job' ? { job: of.jobId } : { folder: of.folder });
  return (
    <div>
      <GuardedButton variant="secondary" onClick={() => void navigate(`${page}?${search.toString()}`)}>
        {text}
      </GuardedButton>
      <Content component="small">{hint}</Content>
    </div>
  );
}
