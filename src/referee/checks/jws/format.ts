/**
 * The checks that a signature gets for its JWS rules, in order.
 *
 * @module
 */
import type { FormatChecks } from '../../format-checks';

export const JWS_FORMAT: FormatChecks = { format: [], acceptance: [] };
