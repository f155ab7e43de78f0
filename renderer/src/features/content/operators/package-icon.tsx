import { CubeIcon } from '@patternfly/react-icons/dist/esm/icons/cube-icon';
import type { ReactNode } from 'react';

/** A package's picture, or one for all that have none. It comes from outside: it is an image and nothing else. */
export function PackageIcon({ address }: { readonly address: string | undefined }): ReactNode {
  return (
    <span className="sluice-operators-icon" aria-hidden="true">
      {address === undefined ? (
        <CubeIcon />
      ) : (
        <img src={address} alt="" width={32} height={32} decoding="async" />
      )}
    </span>
  );
}
