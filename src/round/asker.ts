/**
 * Puts bytes to verifiers: each endpoint is asked about the same bytes once, whichever case or probe they belong to.
 *
 * @module
 */
import type { Asked, Door, Gate } from '../exchange/ask';
import { createMemo, type Memo } from '../exchange/memo';
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
  // What one endpoint of a state says binds no other of its endpoints.
  const answers = new Map<Door, Memo<Asked<Answer>>>();
  const answersOf = (door: Door): Memo<Asked<Answer>> => {
    const known = answers.get(door) ?? createMemo<Asked<Answer>>();
    answers.set(door, known);
    return known;
  };
  return {
    verify(verifier, product, { signature, content, document: { name } }) {
      const door = doors.of(verifier, 'verify', product);
      const { format, level, packaging } = product;
      const digests = [sha256Hex(signature), content ? sha256Hex(content) : null];
      return answersOf(door).once([format, level, packaging, ...digests].join(' '), () =>
        gate.verify(door, {
          signature,
          signatureName: signatureName(product, name),
          content: content ? { bytes: content, name } : null,
          format,
          level,
          packaging,
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
