/**
 * The last X.509 result of a certificate, given again while nothing that it rests on has changed.
 *
 * Who judges many signatures of one signer under one context has the same chain, lists and answers at hand each time.
 *
 * @module
 */
import type { AlgorithmPolicy } from '../model/policy';
import type { Certificate } from '../pki/certificate';
import type { Environment } from './environment';
import type { Purpose } from './path-subject';

/** Everything that the X.509 process looks at. */
interface Grounds {
  readonly purpose: Purpose;
  readonly now: number;
  readonly policy: AlgorithmPolicy;
  readonly lists: readonly (readonly unknown[])[];
}

interface Remembered<Result> extends Grounds {
  readonly result: Result;
}

export interface ChainMemo<Result> {
  recall(certificate: Certificate, purpose: Purpose, environment: Environment, judge: () => Result): Result;
  forget(): void;
}

export function createChainMemo<Result>(): ChainMemo<Result> {
  // One entry a certificate, gone with it: as bounded as the certificates are.
  let remembered = new WeakMap<Certificate, Remembered<Result>>();
  return {
    recall(certificate, purpose, environment, judge) {
      const grounds = groundsOf(purpose, environment);
      const known = remembered.get(certificate);
      if (known !== undefined && sameGrounds(known, grounds)) return known.result;
      const result = judge();
      remembered.set(certificate, { ...grounds, result });
      return result;
    },
    forget() {
      remembered = new WeakMap();
    },
  };
}

function groundsOf(purpose: Purpose, { now, policy, anchors, pool, revocation }: Environment): Grounds {
  const { crls, ocspResponses, certificates, responders = [] } = revocation;
  return { purpose, now, policy, lists: [anchors, pool, crls, ocspResponses, certificates, responders] };
}

/** Parsed structures are facts that never change: the same object says the same. */
function sameGrounds(one: Grounds, other: Grounds): boolean {
  return (
    one.purpose === other.purpose &&
    one.now === other.now &&
    one.policy === other.policy &&
    one.lists.every((list, index) => sameItems(list, other.lists[index] ?? []))
  );
}

function sameItems(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one === other || (one.length === other.length && one.every((item, index) => item === other[index]));
}
