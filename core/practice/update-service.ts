import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDigest, type Digest } from '../reference/index.ts';
import type { PracticeContent } from './content/content.ts';
import { answerGraph, type UpdateGraph } from './content/graph.ts';

/** Answers requests that are its own; false leaves the request to the next. */
export type PathHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Where the graph is asked for: the public service's path, and the one of an update service in a cluster. */
export const graphPath = '/api/upgrades_info/v1/graph';
export const clusterGraphPath = '/graph';
export const graphDataPath = '/api/upgrades_info/graph-data';
export const signaturesPath = '/signatures/openshift/release/';

/** An update service (oc-mirror-v2.md 5.1) that knows the releases whose payload `holds` knows. */
export function updateService(graph: UpdateGraph, holds: (digest: Digest) => boolean): PathHandler {
  return (request, response) => {
    const url = requestUrl(request);
    if (url.pathname !== graphPath && url.pathname !== clusterGraphPath) return false;
    const accept = request.headers.accept ?? '*/*';
    if (!/(?:application\/(?:json|\*)|\*\/\*)/.test(accept)) {
      send(response, 406, { kind: 'invalid_content_type', value: 'invalid Content-Type requested' });
      return true;
    }
    const channel = url.searchParams.get('channel');
    if (channel === null || channel === '') {
      send(response, 400, {
        kind: 'missing_params',
        value: 'mandatory client parameters missing: channel',
      });
      return true;
    }
    const architecture = url.searchParams.get('arch') ?? 'amd64';
    send(response, 200, answerGraph(graph, { channel, architecture, holds }));
    return true;
  };
}

/** The graph data and the release signatures, as the public servers hand them out. */
export function releaseFiles(content: Pick<PracticeContent, 'graphData' | 'signatures'>): PathHandler {
  return (request, response) => {
    const { pathname } = requestUrl(request);
    if (pathname === graphDataPath) {
      sendFile(response, 'application/gzip', content.graphData);
      return true;
    }
    if (!pathname.startsWith(signaturesPath)) return false;
    const match = /^sha256(?:=|%3D)([a-f0-9]{64})\/signature-1$/i.exec(pathname.slice(signaturesPath.length));
    const digest = `sha256:${match?.[1] ?? ''}`;
    const signature = isDigest(digest) ? content.signatures.get(digest) : undefined;
    if (signature === undefined) send(response, 404, { kind: 'not_found', value: 'no such signature' });
    else sendFile(response, 'application/octet-stream', signature);
    return true;
  };
}

function requestUrl(request: IncomingMessage): URL {
  const path = request.url ?? '/';
  return new URL(`http://practice${path.startsWith('/') ? path : '/'}`);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function sendFile(response: ServerResponse, type: string, body: Buffer): void {
  response.writeHead(200, { 'content-type': type, 'content-length': body.length });
  response.end(body);
}
