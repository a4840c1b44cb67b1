/**
 * The ways in which a verifier judges wrongly, for the rows of the table to name.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { PASSED, type SubIndication, type Verdict } from '../../model/verdict';
import type { SignatureReport, ValidationContext, ValidationReport } from '../../referee/validation';
import type { VerifyCall } from '../judge';
import type { Bench, Judging } from './lie';
import { each, type Overlooked, overlooking, saying } from './overlooking';

export type JudgingLie = (bench: Bench) => Judging;

/** It judges under something else than it declares. */
export function under(context: (declared: ValidationContext) => ValidationContext): JudgingLie {
  return (bench) => (call) => bench.judge(call, { context });
}

/** It does not make these checks. */
export function blindTo(overlooked: Overlooked): JudgingLie {
  return (bench) => async (call) => overlooking(await bench.judge(call), overlooked);
}

/** It lies about files of some formats only. */
export function onlyFor(formats: RegExp, lie: JudgingLie): JudgingLie {
  return (bench) => {
    const lying = lie(bench);
    return async (call) => {
      const report = await bench.judge(call);
      return formats.test(report.format ?? '') ? lying(call) : report;
    };
  };
}

/** It says something else of a signature than it found. */
export function telling(change: (signature: SignatureReport) => SignatureReport): JudgingLie {
  return (bench) => async (call) => each(await bench.judge(call), change);
}

/** It refuses what has something that it does not know, whatever the rest is. */
export function stumblingOver(
  hard: (call: VerifyCall, signature: SignatureReport) => boolean,
  subIndication: SubIndication,
): JudgingLie {
  return (bench) => async (call) =>
    each(await bench.judge(call), (signature) =>
      hard(call, signature) ? saying(signature, failed(subIndication)) : signature,
    );
}

/** It answers the first question with a key, and every further one with the same key as it did then. */
export function remembering(keyOf: (call: VerifyCall) => string): JudgingLie {
  return (bench) => {
    const known = new Map<string, ValidationReport>();
    return async (call) => {
      const key = keyOf(call);
      const report = known.get(key) ?? (await bench.judge(call));
      known.set(key, report);
      return report;
    };
  };
}

/**
 * It takes a time-stamp for a proof although these checks of the token do not pass.
 *
 * The claimed time stands in for that of the token: in whatever is asked the two lie seconds apart.
 */
export function trustingTimeStamps(overlooked: Overlooked): JudgingLie {
  return (bench) => async (call) => {
    const report = await bench.judge(call);
    const fooled = report.signatures.some(({ timeStamps }) =>
      timeStamps.some(({ indication, findings }) => {
        const problems = findings.filter(({ status }) => status !== 'passed');
        return indication !== 'PASSED' && problems.length > 0 && problems.every(overlooked);
      }),
    );
    if (!fooled) return report;
    return bench.judge(call, { context: (declared) => ({ ...declared, timeModel: 'claimed' }) });
  };
}

/** It mixes up questions that are under way: each gets the answer to the one before it. */
export function lagging(bench: Bench): Judging {
  let before: ValidationReport | undefined;
  return async (call) => {
    const report = await bench.judge(call);
    const said = before ?? report;
    before = report;
    return said;
  };
}

export function everyNth(n: number, change: (signature: SignatureReport) => SignatureReport): JudgingLie {
  return (bench) => {
    let asked = 0;
    return async (call) => {
      asked += 1;
      const report = await bench.judge(call);
      return asked % n === 0 ? each(report, change) : report;
    };
  };
}

/** It rearranges the signature value before it verifies; with `also` it takes the original as well. */
export function rearranging(
  rearranged: (value: Uint8Array, signature: SignatureReport) => Uint8Array | null,
  also: boolean,
): JudgingLie {
  return (bench) => async (call) => {
    const report = await bench.judge(call);
    const [signature] = report.signatures;
    const value = signature === undefined ? null : rearranged(signature.value, signature);
    if (signature === undefined || value === null) return report;
    if (also && signature.indication === 'TOTAL_PASSED') return report;
    const file = withBytes(call.file, signature.value, value);
    return file === null ? report : bench.judge({ ...call, file });
  };
}

/** The same file with these bytes in place of those; null where they do not stand in it. */
export function withBytes(file: Uint8Array, wanted: Uint8Array, replacement: Uint8Array): Uint8Array | null {
  const at = Buffer.from(file).indexOf(wanted);
  if (at < 0 || wanted.length === 0) return null;
  const changed = new Uint8Array(file);
  changed.set(replacement, at);
  return changed;
}

export function failed(subIndication: SubIndication): Verdict {
  return { indication: 'TOTAL_FAILED', subIndication };
}

export function indeterminate(subIndication: SubIndication): Verdict {
  return { indication: 'INDETERMINATE', subIndication };
}

export function flipped(signature: SignatureReport): SignatureReport {
  return saying(signature, signature.indication === 'TOTAL_PASSED' ? failed('SIG_CRYPTO_FAILURE') : PASSED);
}

export function sha256(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
