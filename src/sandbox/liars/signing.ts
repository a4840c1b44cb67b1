/**
 * The ways in which a signer signs something else than it was asked for, for the rows of the table to name.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { children, contents, parseDer, raw } from '../../encoding/der';
import type { ForgedState, Identity, SignerRole } from '../../forge/forged';
import type { Signer, SigningOrder } from '../signer';
import { withBytes } from './judging';

export type SigningLie = (honest: Signer, state: ForgedState) => Signer;

/** It changes the order before it does anything with it. */
export function ordering(change: (order: SigningOrder) => SigningOrder): SigningLie {
  return (honest) => ({
    ...honest,
    toSign: (order) => honest.toSign(change(order)),
    assembled: (order, value) => honest.assembled(change(order), value),
  });
}

/** It signs with another certificate of the state, key and all. */
export function certifiedAs(role: SignerRole): SigningLie {
  return (honest, state) => ({ ...honest, identity: (suite) => state.signer(suite, role) });
}

/** It hands on another value than the key made. */
export function valued(change: (value: Uint8Array, asked: number) => Uint8Array): SigningLie {
  return (honest) => {
    let asked = 0;
    return {
      ...honest,
      value(identity, suite, data) {
        asked += 1;
        return change(honest.value(identity, suite, data), asked);
      },
    };
  };
}

/** It changes the finished signature. */
export function handingOn(change: (signature: Uint8Array, order: SigningOrder) => Uint8Array): SigningLie {
  return (honest) => ({
    ...honest,
    assembled: async (order, value) => change(await honest.assembled(order, value), order),
  });
}

/** The key of one person and the certificate of another. */
export const withAnotherKey: SigningLie = (honest, state) => ({
  ...honest,
  value: (identity: Identity, suite, data) =>
    honest.value(state.signer(identity.suite, 'other'), suite, data),
});

/** The first signature that it made under a name stands for every later one. */
export const remembered: SigningLie = (honest) => {
  let first: Promise<Uint8Array> | undefined;
  return {
    ...honest,
    assembled(order, value) {
      first ??= honest.assembled(order, value);
      return first;
    },
  };
};

/** The token is made over a value that differs in one bit, and goes beside the right one. */
export const stampedOverOtherData: SigningLie = (honest) => ({
  ...honest,
  async assembled(order, value) {
    const other = lastBitFlipped(value);
    const signature = await honest.assembled(order, other);
    return withBytes(signature, other, value) ?? signature;
  },
});

/** The attributes are signed in DER and handed on in another order. */
export const unsortedAttributes: SigningLie = (honest) => ({
  ...honest,
  async assembled(order, value) {
    const signature = await honest.assembled(order, value);
    if (!isCms(order)) return signature;
    const sorted = parseDer(honest.toSign(order));
    const reversed = Buffer.concat(children(sorted).map(raw).reverse());
    return withBytes(signature, contents(sorted), reversed) ?? signature;
  },
});

/** The digest of the digest goes into the attribute. */
export const digestedTwice: SigningLie = (honest) => ({
  ...honest,
  toSign: (order) => honest.toSign(twice(order)),
  async assembled(order, value) {
    if (!isCms(order)) return honest.assembled(twice(order), value);
    const [right, wrong] = [honest.toSign(order), honest.toSign(twice(order))];
    const signature = await honest.assembled(order, value);
    return withBytes(signature, contents(parseDer(right)), contents(parseDer(wrong))) ?? signature;
  },
});

/** Whose signed attributes stand in the file as they were signed. */
function isCms({ format }: SigningOrder): boolean {
  return format === 'CAdES' || format === 'CMS';
}

function twice(order: SigningOrder): SigningOrder {
  return { ...order, document: createHash('sha256').update(order.document).digest() };
}

export function lastBitFlipped(bytes: Uint8Array): Uint8Array {
  const changed = new Uint8Array(bytes);
  const last = changed.length - 1;
  changed[last] = (changed[last] ?? 0) ^ 1;
  return changed;
}
