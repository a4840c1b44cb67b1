/**
 * Trust anchors: certificates that are trusted as they are, or for as long as a service of a trusted list has its status.
 *
 * @module
 */
import type { ServiceStatus, TrustedList, TrustService } from './trusted-list';

export interface TrustAnchor {
  /** DER. */
  readonly certificate: Uint8Array;
  /** Services of trusted lists that it stands for; empty: it is trusted whatever the time. */
  readonly services: readonly TrustService[];
  /** `responder`: it is trusted to answer by OCSP, and for no chain (RFC 6960 section 4.2.2.2, a configured responder). */
  readonly role: 'authority' | 'responder';
}

/** What a service is listed for. */
export type ServiceKind = 'ca' | 'time-stamping' | 'revocation' | 'other';

const TYPE = 'http://uri.etsi.org/TrstSvc/Svctype/';
const STATUS = 'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/';

/** TS 119 612 section 5.5.4: what is approved since Regulation (EU) 910/2014 applies, and what was before. */
const APPROVED = ['granted', 'recognisedatnationallevel'];
const FORMERLY_APPROVED = ['undersupervision', 'supervisionincessation', 'accredited', 'setbynationallaw'];
const REGULATION_APPLIES = Date.parse('2016-06-30T22:00:00Z');

export function serviceKind(type: string): ServiceKind {
  if (!type.startsWith(TYPE)) return 'other';
  const [family] = type.slice(TYPE.length).split('/');
  if (family === 'CA') return 'ca';
  if (family === 'TSA') return 'time-stamping';
  return family === 'Certstatus' ? 'revocation' : 'other';
}

/** Null: the list says nothing of that time yet. */
function serviceStatusAt({ statuses }: TrustService, instant: number): ServiceStatus | null {
  return statuses.find(({ from }) => from <= instant) ?? null;
}

function isApproved({ status }: ServiceStatus, instant: number): boolean {
  if (!status.startsWith(STATUS)) return false;
  const name = status.slice(STATUS.length);
  return APPROVED.includes(name) || (instant < REGULATION_APPLIES && FORMERLY_APPROVED.includes(name));
}

const KINDS: Readonly<Record<TrustAnchor['role'], readonly ServiceKind[]>> = {
  authority: ['ca', 'time-stamping'],
  responder: ['revocation'],
};

/** Every certificate of the services for this role once, whatever their status: that is asked of a time. */
export function anchorsOf(
  { services }: TrustedList,
  role: TrustAnchor['role'] = 'authority',
): readonly TrustAnchor[] {
  const kinds = KINDS[role];
  const anchors = new Map<string, TrustAnchor & { readonly services: TrustService[] }>();
  for (const service of services) {
    if (!service.statuses.some(({ type }) => kinds.includes(serviceKind(type)))) continue;
    for (const certificate of service.certificates) {
      const id = Buffer.from(certificate).toString('latin1');
      const known = anchors.get(id);
      if (known === undefined) anchors.set(id, { certificate, services: [service], role });
      else known.services.push(service);
    }
  }
  return [...anchors.values()];
}

export function isTrustedAt({ services }: TrustAnchor, instant: number): boolean {
  if (services.length === 0) return true;
  return services.some((service) => {
    const status = serviceStatusAt(service, instant);
    return status !== null && isApproved(status, instant);
  });
}
