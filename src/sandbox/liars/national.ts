/**
 * Lies about whose signature it is: names, anchors and authorities of other states.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto';
import type { StateCode } from '../../model/profile';
import { PASSED } from '../../model/verdict';
import type { SignatureReport } from '../../referee/validation';
import type { JudgingLie } from './judging';
import { each, saying } from './overlooking';
import { embeddedCertificates } from './reading';

/** All but the first. */
export const firstAnchorMissing: JudgingLie = (bench) => (call) =>
  bench.judge(call, { context: (declared) => ({ ...declared, anchors: declared.anchors.slice(1) }) });

/** A chain ends in a certificate whose issuer has the name of an anchor. */
export const namesAlone: JudgingLie = (bench) => {
  const known = new Set(bench.anchors.map((der) => new X509Certificate(der).subject));
  return async (call) => {
    const named = embeddedCertificates(call.file).some(({ issuer }) => known.has(issuer));
    return each(await bench.judge(call), (signature) =>
      named && signature.subIndication === 'NO_CERTIFICATE_CHAIN_FOUND'
        ? saying(signature, PASSED)
        : signature,
    );
  };
};

/** Where the token is another state's, it judges at the present. */
export const onlyOwnTimeStamps: JudgingLie = (bench) => async (call) => {
  const report = await bench.judge(call);
  if (!report.signatures.some((signature) => usesTokenFromOutside(bench.own, signature))) return report;
  return bench.judge(call, { context: (declared) => ({ ...declared, timeModel: 'now' }) });
};

function usesTokenFromOutside(own: StateCode, { timeStamps }: SignatureReport): boolean {
  const country = new RegExp(`(^|,)C=${own}(,|$)`);
  return timeStamps.some(({ used, signedBy }) => used && !country.test(signedBy ?? ''));
}
