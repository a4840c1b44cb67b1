/**
 * The checks that a signature gets for its ASIC rules, in order.
 *
 * @module
 */
import type { FormatChecks } from '../../format-checks';

export const ASIC_FORMAT: FormatChecks = { format: [], acceptance: [] };
