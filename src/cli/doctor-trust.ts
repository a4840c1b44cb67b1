/**
 * How old the trust data of a state is: its anchors, and the lists beside them.
 *
 * @module
 */
import { join } from 'node:path';
import { initXml } from '../encoding/xml/parse';
import { TamgaError } from '../model/error';
import { printable } from '../model/printable';
import type { Profile } from '../model/profile';
import { type Certificate, tryParseCertificate } from '../pki/certificate';
import { parseCrl } from '../pki/crl';
import { looksLikeTrustedList, parseTrustedList } from '../pki/trusted-list';
import { readBounded } from '../roster/bounded-read';
import { dayOf, daysUntil, notesOf, SOON_DAYS } from '../round/health-endpoint';
import type { Examined, Finding } from '../round/health-finding';
import { filesIn, isFolder, partsOf } from './encoded-files';
import { messageOf } from './errors';

const note = notesOf('trust');
/** Nobody replaces an anchor in a month. */
const ANCHOR_SOON_DAYS = 180;
const PUBLISH = 'publish the certificate of the root in PEM or DER';
const MAX_LIST_BYTES = 64 * 1024 * 1024;

interface TrustRequest {
  readonly profile: Profile;
  readonly folder: string;
  /** DER. */
  readonly anchors: readonly Uint8Array[];
  readonly anchorFault: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export async function trustFindings(request: TrustRequest): Promise<readonly Finding[]> {
  const { anchors, anchorFault, now } = request;
  return [
    ...(anchorFault === null ? [] : [note('anchor', 'fault', anchorFault, PUBLISH)]),
    ...anchors.map((der) => anchorFinding(der, now)),
    ...(await listFindings(request)),
  ];
}

function anchorFinding(der: Uint8Array, now: number): Finding {
  const anchor: Certificate | undefined = tryParseCertificate(der);
  if (anchor === undefined) {
    return note('anchor', 'fault', 'an anchor is no readable certificate', PUBLISH);
  }
  const { subjectText, notBefore, notAfter } = anchor;
  const name = printable(subjectText, 120);
  const advice = 'publish the present root of the state, and tell the states that accept it';
  if (now < notBefore) return note('anchor', 'fault', `${name} begins on ${dayOf(notBefore)}`, advice);
  if (now > notAfter) return note('anchor', 'fault', `${name} ended on ${dayOf(notAfter)}`, advice);
  const days = daysUntil(notAfter, now);
  return days < ANCHOR_SOON_DAYS
    ? note('anchor', 'warning', `${name} ends on ${dayOf(notAfter)}, in ${days} days`, advice)
    : note('anchor', 'well', `${name}, until ${dayOf(notAfter)}`);
}

/** The folder that is named after the state may hold lists beside the anchors. */
async function listFindings({ profile, folder, now }: TrustRequest): Promise<readonly Finding[]> {
  const beside = join(folder, 'trust', profile.code.toLowerCase());
  if (!isFolder(beside)) return [];
  await initXml();
  return filesIn(beside, ['.crl', '.xml']).flatMap((file) => listFinding(file, now));
}

function listFinding(file: string, now: number): readonly Finding[] {
  const examined = file.toLowerCase().endsWith('.xml') ? 'trusted list' : 'revocation list';
  try {
    const bytes = readBounded(file, MAX_LIST_BYTES, 'TAMGA-E-TRUST-READ');
    const updates = looksLikeTrustedList(bytes)
      ? [parseTrustedList(bytes).nextUpdate]
      : partsOf(bytes).map(({ der }) => parseCrl(der).nextUpdate);
    return updates.map((nextUpdate) => ageFinding(examined, file, nextUpdate, now));
  } catch (error) {
    if (!(error instanceof TamgaError)) throw error;
    return [
      note(
        examined,
        'fault',
        `${file} cannot be read: ${messageOf(error)}`,
        'replace it, or take it out of the folder',
      ),
    ];
  }
}

export function ageFinding(
  examined: Examined,
  where: string,
  nextUpdate: number | null,
  now: number,
): Finding {
  if (nextUpdate === null) return note(examined, 'note', `${where} names no next update`);
  const when = `next update of ${where}: ${dayOf(nextUpdate)}`;
  if (nextUpdate < now) {
    return note(
      examined,
      'fault',
      `${when}, ${-daysUntil(nextUpdate, now)} days ago`,
      'fetch the present list, or ask the authority why there is none',
    );
  }
  // Lists of a day are usual; of those that live longer the end is worth a word.
  return note(
    examined,
    'well',
    `${when}${daysUntil(nextUpdate, now) < SOON_DAYS ? '' : ', in more than a month'}`,
  );
}
