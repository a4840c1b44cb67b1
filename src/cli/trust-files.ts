/**
 * Trust anchors from files and folders: certificates as PEM (any number in one file), bare base64 or DER, PKCS #12 stores and trusted lists.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { TamgaError } from '../model/error';
import { tryParseCertificate } from '../pki/certificate';
import { certificatesOfPkcs12, looksLikePkcs12, trustedOf } from '../pki/pkcs12';
import { anchorsOf, isTrustedAt, type TrustAnchor } from '../pki/trust-anchor';
import { looksLikeTrustedList, parseTrustedList } from '../pki/trusted-list';
import { listSignature } from '../referee/list-signature';
import { NATIONAL_POLICY } from '../referee/national-policy';
import { readBounded } from '../roster/bounded-read';
import { filesIn, isFolder, partsOf } from './encoded-files';
import { messageOf } from './errors';

const MAX_BYTES = 16 * 1024 * 1024;
const EXTENSIONS: readonly string[] = ['.pem', '.crt', '.cer', '.der', '.p12', '.pfx', '.xml'];

export interface TrustOptions {
  /** When a service of a trusted list has to be approved; absent: whatever its status, which is asked of `readAnchors`. */
  readonly at?: number;
  /** Of PKCS #12 stores; null where there is none. */
  readonly password?: string | null;
  /** Who may sign trusted lists, DER certificates; nobody is named unless given. */
  readonly listSigners?: readonly Uint8Array[];
}

/** DER, each once. */
export interface Trust {
  readonly anchors: readonly Uint8Array[];
  /** OCSP responders that a trusted list names. */
  readonly responders: readonly Uint8Array[];
}

/** `warn` hears of files in a folder that hold no certificate, and who signed a list. @throws TamgaError TAMGA-E-TRUST-READ, TAMGA-E-TRUST-LIST */
export function readTrust(
  paths: readonly string[],
  warn: (line: string) => void,
  options: TrustOptions = {},
): Trust {
  const { at } = options;
  const trusted = readAnchors(paths, warn, options).filter(
    (anchor) => at === undefined || isTrustedAt(anchor, at),
  );
  const of = (role: TrustAnchor['role']): readonly Uint8Array[] =>
    trusted.filter((anchor) => anchor.role === role).map(({ certificate }) => certificate);
  return { anchors: of('authority'), responders: of('responder') };
}

/** The same with the services of trusted lists that they stand for. A certificate that is also given plainly is trusted plainly. */
export function readAnchors(
  paths: readonly string[],
  warn: (line: string) => void,
  { password = null, at, listSigners = [] }: TrustOptions = {},
): readonly TrustAnchor[] {
  const reader: Reader = { warn, password, at, listSigners };
  const found = paths.flatMap((path) =>
    isFolder(path) ? anchorsUnder(path, reader) : anchorsIn(path, reader),
  );
  const anchors = new Map<string, TrustAnchor>();
  for (const anchor of found) {
    const { certificate, role } = anchor;
    const id = role + Buffer.from(certificate).toString('latin1');
    const known = anchors.get(id);
    const plain = known?.services.length === 0 || anchor.services.length === 0;
    const services = plain ? [] : [...(known?.services ?? []), ...anchor.services];
    anchors.set(id, { certificate, services, role });
  }
  return [...anchors.values()];
}

interface Reader {
  readonly warn: (line: string) => void;
  readonly password: string | null;
  readonly at: number | undefined;
  readonly listSigners: readonly Uint8Array[];
}

/** A stray file in a folder is no reason to trust less than the rest of it; a file named by the user is. */
function anchorsUnder(folder: string, reader: Reader): readonly TrustAnchor[] {
  const found = filesIn(folder, EXTENSIONS).flatMap((file) => {
    try {
      return anchorsIn(file, reader);
    } catch (error) {
      // Somebody changed it, or signed it in another name: that is not a stray file.
      if (error instanceof TamgaError && error.code === 'TAMGA-E-TRUST-LIST') throw error;
      reader.warn(`not an anchor, skipped: ${messageOf(error)}`);
      return [];
    }
  });
  if (found.length > 0) return found;
  throw new TamgaError(
    'TAMGA-E-TRUST-READ',
    `no ${EXTENSIONS.join(', ')} file in ${folder} holds a certificate`,
    {
      hint: 'Give the folder that holds the certificates themselves; folders in it are not searched.',
    },
  );
}

function anchorsIn(file: string, reader: Reader): readonly TrustAnchor[] {
  const bytes = readBounded(file, MAX_BYTES, 'TAMGA-E-TRUST-READ');
  if (looksLikeTrustedList(bytes)) return listAnchors(file, bytes, reader);
  if (looksLikePkcs12(bytes)) return storeAnchors(file, bytes, reader);
  try {
    return certificateParts(bytes).map((der) => ({
      certificate: new X509Certificate(der).raw,
      services: [],
      role: 'authority',
    }));
  } catch (cause) {
    throw new TamgaError('TAMGA-E-TRUST-READ', `${file} holds no readable certificate: ${messageOf(cause)}`, {
      hint: 'An anchor is an X.509 certificate in PEM, base64 or DER, in a PKCS #12 store or in a trusted list.',
      cause,
    });
  }
}

function listAnchors(file: string, bytes: Buffer, reader: Reader): readonly TrustAnchor[] {
  const { warn } = reader;
  const list = named(file, () => parseTrustedList(bytes));
  const [usable, odd] = parted(
    [...anchorsOf(list), ...anchorsOf(list, 'responder')],
    ({ certificate }) => tryParseCertificate(certificate) !== undefined,
  );
  if (odd.length > 0) warn(`${file}: ${odd.length} of its certificates cannot be read, skipped`);
  if (usable.length === 0) throw noAnchor(file, 'a list without certificates of authorities');
  warn(`${file}: ${signatureNote(file, bytes, list.issuedAt, reader)}`);
  return usable;
}

/** What is to be known of the signature of a list that may be used. */
function signatureNote(file: string, bytes: Buffer, issuedAt: number, { at, listSigners }: Reader): string {
  const signature = named(file, () =>
    listSignature(bytes, {
      currentTime: new Date(at ?? issuedAt),
      algorithms: NATIONAL_POLICY,
      signers: listSigners,
    }),
  );
  if (signature.is === 'broken')
    throw listFault(file, `the signature of the list is broken: ${signature.why}`);
  if (signature.is === 'missing') {
    if (listSigners.length > 0) throw listFault(file, 'the list is not signed');
    return 'the list is not signed: whoever gave it could write anything in it';
  }
  const { signedBy, named: isNamed } = signature;
  if (isNamed === false)
    throw listFault(file, `the list is signed by ${signedBy}, whom no --list-signer names`);
  const verified = `the signature of the list is verified, its signer is ${signedBy}`;
  return isNamed ? verified : `${verified}, whom no --list-signer names`;
}

function listFault(file: string, why: string): TamgaError {
  return new TamgaError('TAMGA-E-TRUST-LIST', `${file}: ${why}`, {
    hint: 'Get the list again from who publishes it; --list-signer names the certificate that has to have signed it.',
  });
}

function storeAnchors(file: string, bytes: Buffer, { password }: Reader): readonly TrustAnchor[] {
  const stored = named(file, () => certificatesOfPkcs12(bytes, password));
  const trusted = trustedOf(stored);
  if (trusted.length === 0)
    throw noAnchor(
      file,
      stored.length === 0 ? 'an empty store' : 'a store of keys with their own certificates',
    );
  return trusted.map((certificate) => ({ certificate, services: [], role: 'authority' }));
}

/** Says in which file it went wrong. */
function named<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof TamgaError) || cause.code === 'TAMGA-E-INTERNAL') throw cause;
    const hint = cause.hint === undefined ? {} : { hint: cause.hint };
    throw new TamgaError('TAMGA-E-TRUST-READ', `${file}: ${cause.message}`, { ...hint, cause });
  }
}

function noAnchor(file: string, what: string): TamgaError {
  return new TamgaError('TAMGA-E-TRUST-READ', `${file} is ${what}, nothing in it is an anchor`, {
    hint: 'Give the certificates of the authorities that you trust.',
  });
}

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

/** Keys and requests often lie in one file with a certificate; they are not ours to read. */
function certificateParts(bytes: Buffer): readonly Uint8Array[] {
  const found = partsOf(bytes).filter(({ label }) => label === null || label === 'CERTIFICATE');
  if (found.length === 0) throw new TamgaError('TAMGA-E-TRUST-READ', 'no CERTIFICATE block');
  return found.map(({ der }) => der);
}

/** Certificates of who may sign trusted lists. @throws TamgaError TAMGA-E-TRUST-READ */
export function readListSigners(paths: readonly string[]): readonly Uint8Array[] {
  return paths.flatMap((path) =>
    named(path, () =>
      certificateParts(readBounded(path, MAX_BYTES, 'TAMGA-E-TRUST-READ')).map((der) => {
        if (tryParseCertificate(der) !== undefined) return der;
        throw new TamgaError('TAMGA-E-TRUST-READ', 'no readable certificate', {
          hint: 'Give the certificate of who signs the list, in PEM, base64 or DER.',
        });
      }),
    ),
  );
}
