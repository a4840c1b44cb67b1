/**
 * First the mint against the referee: is the artefact what the case says it is?
 *
 * @module
 */
import type { ArtefactFacts, FoundProduct, MadeBy } from '../model/check';
import type { Product } from '../model/claim';
import type { Owner } from '../model/matrix';
import type { Case } from '../model/vector';
import { formatVerdict, sameVerdict } from '../model/verdict';
import type { Judgement } from './judgement';

/** Null: the artefact is right, and the verifier's answer may be weighed. */
export function judgeMint(one: Case, artefact: ArtefactFacts, asked: Product): Judgement | null {
  if (artefact.found === null) return noSignature(artefact);
  if (artefact.intrinsic === null) return notJudged(artefact);
  if (!sameVerdict(artefact.intrinsic, one.expected)) {
    const left = leftOut(artefact, asked);
    if (left !== null) return left;
    return {
      outcome: 'mint-differs',
      owner: ownerOfMint(artefact),
      because: `The referee says ${formatVerdict(artefact.intrinsic)} of an artefact that was to be ${formatVerdict(one.expected)}; ${whoMadeIt(artefact)}.`,
    };
  }
  return mayDiffer(one, artefact) ? null : judgeProduct(artefact, artefact.found, asked);
}

/** What is made to be wrong differs on purpose: a changed document, SHA-1 in place of the suite. */
function mayDiffer({ polarity }: Case, { madeBy }: ArtefactFacts): boolean {
  return madeBy === 'forge' || madeBy === 'mutation' || (madeBy === 'kit' && polarity === 'negative');
}

/** A right signature of something else is not the one that was asked for; the bytes alone show it. */
function judgeProduct(artefact: ArtefactFacts, found: FoundProduct, asked: Product): Judgement | null {
  const axes = (['format', 'level', 'packaging', 'suite'] as const).filter(
    (axis) => found[axis] !== asked[axis],
  );
  const differences = [
    // Nobody sent a document for what a kit brings.
    ...(found.signsDocument || artefact.madeBy === 'kit'
      ? []
      : ['another document than the one that was sent']),
    ...(found.signatures === undefined ? [] : [`${found.signatures} signatures where one was asked for`]),
    ...axes.map((axis) => `${axis} ${found[axis] ?? 'unreadable'} where ${asked[axis]} was asked for`),
  ];
  if (differences.length === 0) return null;
  return {
    outcome: 'mint-differs',
    owner: PRODUCT_OWNER[artefact.madeBy],
    because: `The signature is right, but not the one that was asked for: it has ${differences.join(', ')}.`,
  };
}

/** A kit may describe a right file wrongly: that is no signature that went wrong. */
const PRODUCT_OWNER: Readonly<Record<MadeBy, Owner>> = {
  endpoint: 'signer',
  assembled: 'suite',
  forge: 'suite',
  kit: 'undetermined',
  mutation: 'suite',
};

/** No verdict of the referee is needed to see that the document is not in the bytes: with it beside them, they sign it. */
function leftOut({ found, intrinsic, madeBy }: ArtefactFacts, asked: Product): Judgement | null {
  const without = intrinsic?.subIndication === 'SIGNED_DATA_NOT_FOUND' && found?.signsDocument === true;
  if (!without || madeBy !== 'endpoint' || found.packaging !== 'detached' || asked.packaging === 'detached')
    return null;
  return {
    outcome: 'mint-differs',
    owner: 'signer',
    because: `The signature does not carry the document: it has packaging detached where ${asked.packaging} was asked for.`,
  };
}

function noSignature(artefact: ArtefactFacts): Judgement {
  if (artefact.madeBy === 'endpoint' && artefact.sha256 === artefact.contentSha256) {
    return {
      outcome: 'mint-differs',
      owner: 'signer',
      because: 'The artefact was to be a signature, and is the document itself, byte for byte.',
    };
  }
  return {
    outcome: 'mint-differs',
    owner: isTheirs(artefact) ? 'undetermined' : 'suite',
    because: `The artefact was to be a signature, and the referee reads none in its ${artefact.bytes} bytes; ${whoMadeIt(artefact)}.`,
  };
}

/** What we assembled or forged is ours. The signer is named only for its own bytes, on two voices that agree. */
function ownerOfMint(artefact: ArtefactFacts): Owner {
  if (!isTheirs(artefact)) return 'suite';
  // A kit file that was to be wrong may be broken on purpose, in another way than its case says.
  if (artefact.madeBy === 'kit') return 'undetermined';
  const failed = artefact.intrinsic?.indication === 'TOTAL_FAILED';
  return failed && artefact.secondOpinion === 'broken' ? 'signer' : 'undetermined';
}

function isTheirs({ madeBy }: ArtefactFacts): boolean {
  return madeBy === 'endpoint' || madeBy === 'kit';
}

function whoMadeIt(artefact: ArtefactFacts): string {
  if (artefact.madeBy === 'forge') return 'the forge made it';
  if (artefact.madeBy === 'assembled') return 'the harness assembled it';
  if (artefact.madeBy === 'kit') return 'the kit of its state brings it';
  if (artefact.madeBy === 'mutation') return 'the harness changed one byte of a right signature';
  if (artefact.secondOpinion === 'broken')
    return "the bytes are the signer's own, and a second implementation finds them broken too";
  if (artefact.secondOpinion === 'intact')
    return "the bytes are the signer's own, and a second implementation finds them intact";
  return "the bytes are the signer's own, and no second implementation has an opinion";
}

/** What the harness made it has the material for; what an endpoint made points to material on the network. */
function notJudged(artefact: ArtefactFacts): Judgement {
  const owner = isTheirs(artefact) || artefact.madeBy === 'mutation' ? 'network' : 'suite';
  return {
    outcome: 'not-judged',
    owner,
    because: 'The referee lacks the material to decide on this artefact.',
  };
}
