import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { initXml } from '../encoding/xml/parse';
import { TamgaError } from '../model/error';
import { NO_SAMPLES, readSample } from '../testing/samples';
import { ROOT } from './testing-paths';
import { anchorsOf, isTrustedAt, serviceKind } from './trust-anchor';
import { looksLikeTrustedList, parseTrustedList } from './trusted-list';

before(initXml);

const SVC = 'http://uri.etsi.org/TrstSvc/Svctype/';
const STATUS = 'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/';
const BASE64 = Buffer.from(ROOT.der).toString('base64');

interface Status {
  readonly status: string;
  readonly from: string;
}

const statusXml = (type: string, { status, from }: Status) =>
  `<ServiceTypeIdentifier>${SVC}${type}</ServiceTypeIdentifier><ServiceName><Name xml:lang="xx">Andere</Name><Name xml:lang="en">Test service</Name></ServiceName>
   <ServiceDigitalIdentity><DigitalId><X509Certificate>${BASE64}</X509Certificate></DigitalId></ServiceDigitalIdentity>
   <ServiceStatus>${STATUS}${status}</ServiceStatus><StatusStartingTime>${from}</StatusStartingTime>`;

function service(type: string, now: Status, ...before: readonly Status[]): string {
  const history = before.map(
    (one) => `<ServiceHistoryInstance>${statusXml(type, one)}</ServiceHistoryInstance>`,
  );
  return `<TSPService><ServiceInformation>${statusXml(type, now)}</ServiceInformation><ServiceHistory>${history.join('')}</ServiceHistory></TSPService>`;
}

function list(services: string, change: (xml: string) => string = (xml) => xml): Uint8Array {
  const scheme = `<TSLVersionIdentifier>6</TSLVersionIdentifier><TSLSequenceNumber>7</TSLSequenceNumber><TSLType>t</TSLType>
    <SchemeTerritory>ZZ</SchemeTerritory><ListIssueDateTime>2026-08-01T00:00:00Z</ListIssueDateTime><NextUpdate><dateTime>2026-12-01T00:00:00Z</dateTime></NextUpdate>`;
  return Buffer.from(
    change(`<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#"><SchemeInformation>${scheme}</SchemeInformation>
      <TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="en">Test provider</Name></TSPName></TSPInformation>
      <TSPServices>${services}</TSPServices></TrustServiceProvider></TrustServiceProviderList></TrustServiceStatusList>`),
  );
}

test('a service is trusted while its status says so', () => {
  const bytes = list(
    service(
      'CA/QC',
      { status: 'withdrawn', from: '2025-01-01T00:00:00Z' },
      { status: 'granted', from: '2016-06-30T22:00:00Z' },
      { status: 'undersupervision', from: '2012-01-01T00:00:00Z' },
    ),
  );
  assert.ok(looksLikeTrustedList(bytes));
  const parsed = parseTrustedList(bytes);
  assert.deepEqual(
    [parsed.version, parsed.territory, parsed.signed, parsed.services[0]?.provider, parsed.services[0]?.name],
    [6, 'ZZ', false, 'Test provider', 'Test service'],
  );
  const [anchor] = anchorsOf(parsed);
  assert.ok(anchor);
  assert.deepEqual(Buffer.from(anchor.certificate), Buffer.from(ROOT.der));
  const trusted = ['2011-01-01', '2014-01-01', '2020-01-01', '2026-01-01'].map((day) =>
    isTrustedAt(anchor, Date.parse(day)),
  );
  assert.deepEqual(trusted, [false, true, true, false]);
});

test('one certificate of several services is one anchor, trusted while any of them is', () => {
  const bytes = list(
    service('CA/QC', { status: 'withdrawn', from: '2025-01-01T00:00:00Z' }) +
      service('TSA/QTST', { status: 'granted', from: '2024-01-01T00:00:00Z' }) +
      service('Certstatus/OCSP/QC', { status: 'granted', from: '2020-01-01T00:00:00Z' }),
  );
  const anchors = anchorsOf(parseTrustedList(bytes));
  assert.deepEqual(
    anchors.map(({ services }) => services.length),
    [2],
  );
  assert.ok(anchors[0] && isTrustedAt(anchors[0], Date.parse('2026-01-01')));
  assert.equal(anchorsOf(parseTrustedList(bytes), 'responder')[0]?.services.length, 1);
  assert.deepEqual(
    ['CA/PKC', 'TSA', 'Certstatus/CRL', 'EDS/Q'].map((type) => serviceKind(SVC + type)),
    ['ca', 'time-stamping', 'revocation', 'other'],
  );
});

test('a list that is none is refused by what is wrong with it', () => {
  const good = service('CA/QC', { status: 'granted', from: '2020-01-01T00:00:00Z' });
  const rows: readonly (readonly [(xml: string) => string, RegExp])[] = [
    [(xml) => xml.replace('>6<', '>4<'), /version 4 is none of 5, 6/],
    [(xml) => xml.replace('02231/v2#', '02231/v3#'), /no TrustServiceStatusList/],
    [(xml) => xml.replace('2020-01-01T00:00:00Z', '2020-01-01'), /no instant in UTC/],
    [(xml) => xml.replace(BASE64, '%%%'), /not base64/],
    [(xml) => xml.replace(/<ServiceStatus>.*?<\/ServiceStatus>/, ''), /no ServiceStatus/],
  ];
  for (const [change, message] of rows) {
    assert.throws(
      () => parseTrustedList(list(good, change)),
      (error) =>
        error instanceof TamgaError && error.code === 'TAMGA-E-TRUST-READ' && message.test(error.message),
      message.source,
    );
  }
});

test('the Estonian test list names its services', { skip: NO_SAMPLES }, () => {
  const parsed = parseTrustedList(readSample('trust/EE_T.xml'));
  assert.deepEqual(
    [parsed.version, parsed.sequenceNumber, parsed.territory, parsed.signed, parsed.services.length],
    [6, 34, 'EE_T', true, 29],
  );
  assert.deepEqual(
    parsed.pointers.map(({ territory, signers }) => [territory, signers.length]),
    [['EE', 2]],
  );
  const anchors = anchorsOf(parsed);
  assert.equal(anchors.length, 28);
  const trusted = (day: string) => anchors.filter((anchor) => isTrustedAt(anchor, Date.parse(day))).length;
  assert.deepEqual([trusted('2013-01-01'), trusted('2026-11-22')], [2, 28]);
});
