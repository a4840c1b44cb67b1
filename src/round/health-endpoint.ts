/**
 * Examines one endpoint before it is asked anything of signatures: the way to it, its access, its dialect, its clock.
 *
 * @module
 */
import type { Door } from '../exchange/ask';
import type { Silent } from '../model/answer';
import type { Clock } from '../model/clock';
import type { NamedEndpoint } from '../model/endpoints';
import { printable } from '../model/printable';
import type { Inspection } from '../net/inspect';
import type { Examined, Finding, Result } from './health-finding';
import type { HealthStore, SeenExchange } from './health-store';

const DAY_MS = 86_400_000;
/** A certificate is renewed in days, not in hours. */
export const SOON_DAYS = 30;
/** Beyond it, tokens and keyed hashes with a time in them are refused by usual servers. */
const SKEW_NOTED_S = 5;
const SKEW_LIMIT_S = 60;

interface EndpointContext {
  readonly named: NamedEndpoint;
  readonly door: Door;
  readonly store: HealthStore;
  readonly clock: Clock;
}

export type Note = (examined: Examined, result: Result, found: string, advice?: string) => Finding;

export function notesOf(about: string): Note {
  return (examined, result, found, advice) => ({ about, examined, result, found, advice: advice ?? null });
}

/** `alive`: it is worth asking on. */
interface Examination {
  readonly findings: readonly Finding[];
  readonly alive: boolean;
}

export async function examineEndpoint(context: EndpointContext): Promise<Examination> {
  const { named, door, clock } = context;
  const note = notesOf(named.name);
  const inspection = await door.inspect();
  const way = [...wayFindings(inspection, note, clock.now()), ...assumptions(door, note)];
  if (inspection.fault !== null) return { findings: way, alive: false };

  const { answered, exchanges } = await askCanary(context);
  const access = accessFindings(context, answered, exchanges, note);
  const skew = skewFindings(exchanges, note);
  if (!answered) return { findings: [...way, ...access, ...skew], alive: false };
  return { findings: [...way, ...access, ...skew, ...(await versionFindings(context, note))], alive: true };
}

function wayFindings(seen: Inspection, note: Note, now: number): readonly Finding[] {
  const { where, proxied, addresses, fault } = seen;
  if (proxied) return [note('connection', 'note', `${where} is asked through the proxy of the environment`)];
  // A command on this machine.
  if (addresses === null && fault === null) return [];
  const name =
    addresses === null
      ? note('name', 'silent', fault?.reason ?? `no address of ${where}`)
      : note('name', 'well', `${where} is ${addresses.join(', ')}`);
  if (fault?.stage === 'name') return [name];
  if (fault?.stage === 'connection') return [name, note('connection', 'silent', fault.reason)];
  return [
    name,
    note('connection', 'well', `a connection to ${where} stands`),
    ...tlsFindings(seen, note, now),
  ];
}

function tlsFindings({ tls, fault, where }: Inspection, note: Note, now: number): readonly Finding[] {
  const chain = tls?.chain ?? [];
  const [leaf] = chain;
  const shown =
    leaf === undefined
      ? 'none was shown'
      : `${leaf.subject} of ${leaf.issuer}, until ${dayOf(leaf.notAfter)}`;
  if (fault !== null)
    return [note('certificate', 'silent', `${fault.reason} (certificate: ${printable(shown, 200)})`)];
  if (tls === null) return [];
  const protocol = note('certificate', 'well', `${tls.protocol ?? 'TLS'}, ${printable(shown, 200)}`);
  const ends = chain.filter(({ notAfter }) => notAfter - now < SOON_DAYS * DAY_MS);
  return [
    protocol,
    ...ends.map(({ subject, notAfter }) =>
      note(
        'certificate end',
        'warning',
        `the TLS certificate of ${printable(subject, 120)} ends on ${dayOf(notAfter)}, in ${daysUntil(notAfter, now)} days`,
        `have the operator of ${where} renew it; a pinned key is renewed in tls.pins at the same time`,
      ),
    ),
  ];
}

function assumptions({ driver }: Door, note: Note): readonly Finding[] {
  const count = driver.unverified?.length ?? 0;
  if (count === 0) return [];
  const facts = count === 1 ? 'one unverified fact' : `${count} unverified facts`;
  return [
    note(
      'assumptions',
      'note',
      `${driver.dialect} rests on ${facts}`,
      'read them with: tamga list --dialects',
    ),
  ];
}

async function askCanary({ door, store }: EndpointContext): Promise<{
  readonly answered: boolean;
  readonly exchanges: readonly SeenExchange[];
}> {
  const evidence: string[] = [];
  const answered = await door.driver.canary(door.open(evidence));
  return { answered, exchanges: evidence.flatMap((digest) => store.exchange(digest)) };
}

function accessFindings(
  { named, door }: EndpointContext,
  answered: boolean,
  exchanges: readonly SeenExchange[],
  note: Note,
): readonly Finding[] {
  const { scheme } = named.endpoint.auth;
  const { dialect } = door.driver;
  if (answered) {
    const access =
      scheme === 'none'
        ? 'none is needed for a harmless call'
        : `${scheme}, and no refusal of a harmless call`;
    return [note('authorisation', 'well', access), note('dialect', 'well', `it answers in ${dialect}`)];
  }
  const silent = exchanges.map((one) => one.silent).find((one) => one !== null);
  if (silent !== undefined && silent !== null) return [silenceFinding(silent, scheme, note)];
  const last = exchanges.at(-1);
  if (last === undefined) {
    return [
      note(
        'dialect',
        'silent',
        'nothing was sent: its budget does not let us ask now',
        'see quietHours, perDay and perSecond in its budget',
      ),
    ];
  }
  const said = last.status === null ? 'a message' : `HTTP ${last.status}`;
  return [
    note(
      'dialect',
      'fault',
      `what answers does not answer as ${dialect} does: ${said} from ${last.url}`,
      'compare url and dialect of the profile with what runs there, and its version',
    ),
  ];
}

function silenceFinding({ cause, reason }: Silent, scheme: string, note: Note): Finding {
  return cause === 'denied'
    ? note(
        'authorisation',
        'silent',
        reason,
        `see auth of the profile (${scheme}) and whether its secret is the present one`,
      )
    : note('dialect', 'silent', reason);
}

/** HTTP counts whole seconds, and the reply has travelled: less than that is no difference. */
function skewFindings(exchanges: readonly SeenExchange[], note: Note): readonly Finding[] {
  const dated = exchanges.filter(({ date }) => date !== null).at(-1);
  if (dated === undefined || dated.date === null) {
    const replied = exchanges.some(({ status }) => status !== null);
    return replied ? [note('clock', 'note', 'no Date in its replies, so its clock was not compared')] : [];
  }
  const skew = Math.round((dated.date - dated.at) / 1000);
  const found = `its clock is ${Math.abs(skew)} s ${skew < 0 ? 'behind' : 'ahead of'} ours`;
  if (Math.abs(skew) <= SKEW_NOTED_S) return [note('clock', 'well', 'its clock and ours agree')];
  if (Math.abs(skew) <= SKEW_LIMIT_S) return [note('clock', 'note', found)];
  return [
    note('clock', 'warning', found, 'compare both clocks with a time server (NTP); one of them is wrong'),
  ];
}

async function versionFindings({ door }: EndpointContext, note: Note): Promise<readonly Finding[]> {
  const { driver, vault } = door;
  if (driver.version === undefined) {
    return [note('version', 'note', `${driver.dialect} has no words for its version`)];
  }
  const said = await driver.version(door.open([]));
  return said === null
    ? [note('version', 'note', 'it does not tell its version')]
    : [note('version', 'well', `it calls itself ${vault.sentence(said)}`)];
}

export function dayOf(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 10) : 'an unreadable day';
}

export function daysUntil(ms: number, now: number): number {
  return Math.floor((ms - now) / DAY_MS);
}
