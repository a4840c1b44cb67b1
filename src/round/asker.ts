/**
 * Puts bytes to verifiers: each is asked about the same bytes once, whichever case or probe they belong to.
 *
 * @module
 */
import type { Asked, Gate } from '../exchange/ask';
import { createMemo } from '../exchange/memo';
import { sha256Hex } from '../exchange/store';
import type { Answer } from '../model/answer';
import type { Product } from '../model/claim';
import type { StateCode } from '../model/profile';
import type { Artefact } from './courts';
import type { Doors } from './doors';

export interface Asker {
  verify(verifier: StateCode, product: Product, artefact: Artefact): Promise<Asked<Answer>>;
}

export interface AskerContext {
  readonly gate: Gate;
  readonly doors: Doors;
  readonly instant: string;
}

export function createAsker({ gate, doors, instant }: AskerContext): Asker {
  const answers = createMemo<Asked<Answer>>();
  return {
    verify(verifier, product, { signature, content, document: { name } }) {
      const key = [verifier, sha256Hex(signature), content ? sha256Hex(content) : null].join(' ');
      return answers.once(key, () =>
        gate.verify(doors.of(verifier, 'verify', product), {
          signature,
          signatureName: signatureName(product, name),
          content: content ? { bytes: content, name } : null,
          format: product.format,
          level: product.level,
          packaging: product.packaging,
          validationTime: instant,
        }),
      );
    },
  };
}

/** As people and their programs would name the file. */
function signatureName({ format, packaging }: Product, document: string): string {
  const stem = document.replace(/\.[^.]*$/, '');
  if (format.startsWith('ASiC')) return `${stem}.${format.startsWith('ASiC-S') ? 'asics' : 'asice'}`;
  switch (format) {
    case 'XMLDSig':
    case 'XAdES':
      return `${stem}-signed.xml`;
    case 'PDF':
    case 'PAdES':
      return `${stem}-signed.pdf`;
    case 'JWS':
    case 'JAdES':
      return `${stem}-signed.json`;
    default:
      return `${document}.${packaging === 'detached' ? 'p7s' : 'p7m'}`;
  }
}
