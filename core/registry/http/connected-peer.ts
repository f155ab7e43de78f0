import { TLSSocket } from 'node:tls';
import { Pool, type buildConnector, type Dispatcher } from 'undici';

/** Who answered at a host. */
export interface ConnectedPeer {
  /** `name[:port]`, as it was asked. */
  readonly host: string;
  /** SHA-256 of the certificate that it showed: hex pairs with colons, upper case. Absent: it spoke plain http. */
  readonly sha256?: string;
  /** Whether the certificate was found good; a host that may be used without verification is connected to anyway. */
  readonly verified: boolean;
}

export type OnConnected = (peer: ConnectedPeer) => void;

/**
 * Makes the connections to `host` for an undici agent, and tells of each certificate that is shown. A connection to a
 * proxy is passed by: only what is said through it is the host's.
 */
export function watchedConnections(host: string, tell: OnConnected) {
  return (origin: URL | string, options: object): Dispatcher => {
    const { connect } = options as Pool.Options;
    const own = new URL(origin);
    if (own.protocol !== 'https:' || own.host !== host || typeof connect !== 'function') {
      return new Pool(origin, options);
    }
    return new Pool(origin, { ...options, connect: watched(connect, host, tell) });
  };
}

function watched(
  connect: buildConnector.connector,
  host: string,
  tell: OnConnected,
): buildConnector.connector {
  return (details, callback) =>
    connect(details, (...[error, socket]: buildConnector.CallbackArgs) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      if (socket instanceof TLSSocket) {
        const sha256 = socket.getPeerX509Certificate()?.fingerprint256;
        if (sha256 !== undefined) tell({ host, sha256, verified: socket.authorized });
      }
      callback(null, socket);
    });
}
