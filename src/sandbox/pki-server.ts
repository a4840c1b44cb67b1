/**
 * The public side of a state's PKI: issuers, CRLs, OCSP, time-stamps, and key stores marked as test material.
 *
 * @module
 */
import { decodeBase64 } from '../encoding/base64';
import type { ForgedState } from '../forge/forged';
import { publishedFile } from '../forge/odd-pki';
import { pkcs12 } from '../forge/pkcs12';
import { crl, ocspReply } from '../forge/revocation';
import { timeStampReply } from '../forge/time-stamp';
import { type Incoming, messageOf, type Outgoing, type Route, type Service, text } from './server';
import type { SimulatedState } from './simulated-state';

const MOST_REMEMBERED = 4096;

/** The authorities of the first hierarchy stand under `/pki/`, those of each further one under `/pki/hierarchies/NAME/`. */
export function pkiServices({ forged, signer }: SimulatedState): readonly Service[] {
  return [
    ...forged.others.map((other) => authorities(other, [])),
    authorities(forged, [testKeys(forged, signer.suites)]),
  ];
}

function authorities(forged: ForgedState, more: readonly Route[]): Service {
  const crls = { root: once(() => crl(forged, 'root')), issuing: once(() => crl(forged, 'issuing')) };
  const ocsp = remembering((request) => ocspReply(forged, request));
  return {
    prefix: `${new URL(forged.url).pathname}/`,
    routes: [
      file('root.cer', 'application/pkix-cert', () => forged.root.certificate),
      file('issuing.cer', 'application/pkix-cert', () => forged.issuing.certificate),
      // RFC 5280 section 4.2.1.13: a CRL over HTTP is DER.
      file('root.crl', 'application/pkix-crl', crls.root),
      file('issuing.crl', 'application/pkix-crl', crls.issuing),
      odd(forged),
      ...ocspRoutes(ocsp),
      posted('tsa', 'application/timestamp-query', 'application/timestamp-reply', (request) =>
        timeStampReply(forged, request),
      ),
      ...more,
    ],
    broken: (error) => text(500, messageOf(error)),
  };
}

/** RFC 6960 appendix A.1: by POST, or by GET with the request in base64 in the path. */
function ocspRoutes(reply: (request: Uint8Array) => Uint8Array): readonly Route[] {
  const type = 'application/ocsp-response';
  return [
    posted('ocsp', 'application/ocsp-request', type, reply),
    {
      method: 'GET',
      path: /^ocsp\/(.+)$/,
      answer: ({ parameters: [request = ''] }) =>
        found(type, reply(decodeBase64(request) ?? new Uint8Array())),
    },
  ];
}

function testKeys(forged: ForgedState, suites: readonly string[]): Route {
  const stores = remembering((suite) => pkcs12(forged, Buffer.from(suite).toString('utf8')));
  return {
    method: 'GET',
    path: /^test-keys\/([^/]+)\.p12$/,
    answer({ parameters: [suite = ''] }) {
      if (!suites.includes(suite)) return text(404, `no test key of suite ${suite}: ${suites.join(', ')}`);
      return found('application/x-pkcs12', stores(Buffer.from(suite, 'utf8')));
    },
  };
}

function file(name: string, type: string, bytes: () => Uint8Array): Route {
  const path = new RegExp(`^${name.replaceAll('.', '\\.')}$`);
  return { method: 'GET', path, answer: () => found(type, bytes()) };
}

/** Authorities that only cases need. */
function odd(forged: ForgedState): Route {
  const files = remembering(
    (path) => publishedFile(forged, Buffer.from(path).toString()) ?? new Uint8Array(),
  );
  return {
    method: 'GET',
    path: /^(authorities\/[a-z-]+\.(cer|crl))$/,
    answer({ parameters: [path = ''] }) {
      const bytes = files(Buffer.from(path));
      if (bytes.length === 0) return text(404, `no ${path}`);
      return found(path.endsWith('.crl') ? 'application/pkix-crl' : 'application/pkix-cert', bytes);
    },
  };
}

function posted(
  name: string,
  takes: string,
  gives: string,
  reply: (request: Uint8Array) => Uint8Array,
): Route {
  return {
    method: 'POST',
    path: new RegExp(`^${name}$`),
    answer({ type, bytes }: Incoming) {
      if (type !== takes) return text(415, `send ${takes}`);
      return found(gives, reply(bytes));
    },
  };
}

function found(type: string, bytes: Uint8Array): Outgoing {
  return { status: 200, type, bytes };
}

function once(make: () => Uint8Array): () => Uint8Array {
  let made: Uint8Array | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The same question gets the same bytes anyway: a signature is only made for the first. */
function remembering(make: (key: Uint8Array) => Uint8Array): (key: Uint8Array) => Uint8Array {
  const known = new Map<string, Uint8Array>();
  return (key) => {
    const name = Buffer.from(key).toString('base64');
    const made = known.get(name) ?? make(key);
    if (known.size < MOST_REMEMBERED) known.set(name, made);
    return made;
  };
}
