/**
 * Requirements on time-stamps and validation material that the formats share.
 *
 * @module
 */
import { sameBytes } from '../../encoding/bytes';
import { isoInstant } from '../../encoding/time';
import type { TimeStampKind } from '../../formats/facts';
import { absent, type BaselineRequirement, type BaselineSubject, met, wrong } from './row';
import type { RowWriter } from './rows-of';

type Test = BaselineRequirement['test'];

/** At least one time-stamp of these kinds. */
export function timeStamped(...kinds: readonly TimeStampKind[]): Test {
  return ({ facts }) => {
    const found = facts.timeStamps.filter(({ kind }) => kinds.includes(kind));
    return found.length === 0
      ? absent(`no ${kinds.join(' or ')} time-stamp`)
      : met(found.map(({ name }) => name).join(', '));
  };
}

/** One of them is from before the end of the signing certificate. */
export function stampedInTime(...kinds: readonly TimeStampKind[]): Test {
  return ({ facts, context }) => {
    const times = timesOf({ facts, context }, kinds);
    const [first] = [...times].sort((a, b) => a - b);
    if (first === undefined) return absent(`no ${kinds.join(' or ')} time-stamp`);
    if (context.notAfter === null) return absent('the signing certificate is not known');
    const said = `${isoInstant(first)}, certificate until ${isoInstant(context.notAfter)}`;
    return first <= context.notAfter ? met(said) : wrong(said);
  };
}

function timesOf({ facts, context }: BaselineSubject, kinds: readonly TimeStampKind[]): readonly number[] {
  return facts.timeStamps.flatMap(({ kind }, index) => {
    const time = context.timeStampTimes[index] ?? null;
    return kinds.includes(kind) && time !== null ? [time] : [];
  });
}

/** The rules of its own kind hold for every time-stamp of this name. */
export function withoutFaults(what: string): Test {
  return ({ facts }) => {
    const found = facts.timeStamps.filter(({ name }) => name === what);
    const faults = found.flatMap((one) => one.faults);
    if (found.length === 0) return absent(`no ${what}`);
    return faults.length === 0 ? met(`${found.length} without a fault`) : wrong(faults.join('; '));
  };
}

/** Revocation information in the signature; complete, where somebody who knows the paths has looked. */
export const revocationEmbedded: Test = ({ facts, context }) => {
  const { crls, ocspResponses } = facts.material;
  const said = `${crls.length} CRLs, ${ocspResponses.length} OCSP responses`;
  if (crls.length + ocspResponses.length === 0) return absent('no revocation information');
  return context.revocationComplete === false ? wrong(`${said}, not all that the paths need`) : met(said);
};

/** Those of the path, of which the signing certificate is only the first. */
export function holdsCertificates(certificatesOf: (subject: BaselineSubject) => readonly Uint8Array[]): Test {
  return (subject) => {
    const { signingCertificate: own } = subject.context;
    const others = certificatesOf(subject).filter((der) => own === null || !sameBytes(der, own));
    if (others.length > 0) return met(`${others.length} certificates beside the signing certificate`);
    return absent('no certificate beside the signing certificate');
  };
}

/** Whether the signing certificate is one of these. */
export function holdsSigningCertificate(
  certificatesOf: (subject: BaselineSubject) => readonly Uint8Array[],
): Test {
  return (subject) => {
    const all = certificatesOf(subject);
    const { signingCertificate } = subject.context;
    if (all.length === 0) return absent('no certificate');
    if (signingCertificate === null) return wrong(`${all.length} certificates, none known as the signer's`);
    return all.some((der) => sameBytes(der, signingCertificate))
      ? met('the signing certificate is there')
      : wrong(`${all.length} certificates, the signing certificate is not one of them`);
  };
}

/** Where unsigned parts of the signature itself hold what validation needs. */
export function longTermRows(rows: RowWriter): readonly BaselineRequirement[] {
  return [
    rows.shall(
      'B-LT',
      'lt-certificates',
      'The certificates for validation are in the signature.',
      holdsCertificates(({ facts }) => facts.material.certificates),
    ),
    rows.shall(
      'B-LT',
      'lt-revocation',
      'All revocation information for validation is in the signature.',
      revocationEmbedded,
    ),
  ];
}
