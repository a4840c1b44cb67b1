/**
 * The checks that a signature gets for its JWS rules, in order.
 *
 * @module
 */
import type { FormatChecks } from '../../format-checks';
import { jwsAlgorithmAsymmetric } from './algorithm-asymmetric';
import { jwsAlgorithmStated } from './algorithm-stated';
import { jwsBase64url } from './base64url';
import { jwsCertificateChain } from './certificate-chain';
import { jwsCertificateReferences } from './certificate-references';
import { jwsCriticalComplete } from './critical-complete';
import { jwsCriticalForm } from './critical-form';
import { jwsCriticalProcessed } from './critical-processed';
import { jwsDetachedForm } from './detached-form';
import { jwsHeadersDisjoint } from './headers-disjoint';
import { jwsMembersOnce } from './members-once';
import { jwsOnePayload } from './one-payload';
import { jwsParametersProtected } from './parameters-protected';
import { jwsSerialization } from './serialization';
import { jwsSignaturePolicyForm } from './signature-policy-form';
import { jwsSigningTime } from './signing-time';
import { jwsUnencodedPayload } from './unencoded-payload';
import { jwsUnsignedComponents } from './unsigned-components';

export const JWS_FORMAT: FormatChecks = {
  format: [
    jwsMembersOnce,
    jwsBase64url,
    jwsSerialization,
    jwsHeadersDisjoint,
    jwsAlgorithmStated,
    jwsAlgorithmAsymmetric,
    jwsCriticalProcessed,
    jwsUnencodedPayload,
    jwsOnePayload,
    jwsDetachedForm,
  ],
  acceptance: [
    jwsParametersProtected,
    jwsCriticalForm,
    jwsCriticalComplete,
    jwsSigningTime,
    jwsCertificateReferences,
    jwsCertificateChain,
    jwsSignaturePolicyForm,
    jwsUnsignedComponents,
  ],
};
