/**
 * First the mint against the referee: is the artefact what the case says it is?
 *
 * @module
 */
import type { ArtefactFacts } from '../model/check';
import type { Owner } from '../model/matrix';
import type { Case } from '../model/vector';
import { formatVerdict, sameVerdict } from '../model/verdict';
import type { Judgement } from './judgement';

/** Null: the artefact is right, and the verifier's answer may be weighed. */
export function judgeMint(one: Case, artefact: ArtefactFacts): Judgement | null {
  if (artefact.intrinsic === null) return notJudged(artefact);
  if (sameVerdict(artefact.intrinsic, one.expected)) return null;
  return {
    outcome: 'mint-differs',
    owner: ownerOfMint(artefact),
    because: `The referee says ${formatVerdict(artefact.intrinsic)} of an artefact that was to be ${formatVerdict(one.expected)}; ${whoMadeIt(artefact)}.`,
  };
}

/** What we assembled or forged is ours. The signer is named only for its own bytes, on two voices that agree. */
function ownerOfMint(artefact: ArtefactFacts): Owner {
  if (artefact.madeBy !== 'endpoint') return 'suite';
  const failed = artefact.intrinsic?.indication === 'TOTAL_FAILED';
  return failed && artefact.secondOpinion === 'broken' ? 'signer' : 'undetermined';
}

function whoMadeIt(artefact: ArtefactFacts): string {
  if (artefact.madeBy === 'forge') return 'the forge made it';
  if (artefact.madeBy === 'assembled') return 'the harness assembled it';
  if (artefact.secondOpinion === 'broken')
    return "the bytes are the signer's own, and a second implementation finds them broken too";
  if (artefact.secondOpinion === 'intact')
    return "the bytes are the signer's own, and a second implementation finds them intact";
  return "the bytes are the signer's own, and no second implementation has an opinion";
}

/** What the harness made it has the material for; what an endpoint made points to material on the network. */
function notJudged(artefact: ArtefactFacts): Judgement {
  const owner = artefact.madeBy === 'endpoint' ? 'network' : 'suite';
  return {
    outcome: 'not-judged',
    owner,
    because: 'The referee lacks the material to decide on this artefact.',
  };
}
