import { Content } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { ReportSubject } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';

interface SetLinkProps {
  /** The page about a set, such as `/report`. */
  readonly to: string;
  readonly of: ReportSubject;
  readonly label: string;
  /** What is there. */
  readonly hint: string;
}

/** Leads to a page about a set, which the address names: `?folder=…` or `?job=…`. */
export function SetLink({ to, of, label, hint }: SetLinkProps): ReactNode {
  const navigate = useNavigate();
  const search = new URLSearchParams(of.kind === 'job' ? { job: of.jobId } : { folder: of.folder });
  return (
    <div>
      <GuardedButton variant="secondary" onClick={() => void navigate(`${to}?${search.toString()}`)}>
        {label}
      </GuardedButton>
      <Content component="small">{hint}</Content>
    </div>
  );
}
