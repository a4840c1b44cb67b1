import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { initXml } from '../encoding/xml/parse';
import { TamgaError } from '../model/error';
import { ROOT } from '../pki/testing-paths';
import { requirePeer } from '../testing/peers';
import { readAnchors, readTrust } from './trust-files';

before(initXml);

const LIST = `<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#"><SchemeInformation><TSLVersionIdentifier>5</TSLVersionIdentifier>
<TSLSequenceNumber>1</TSLSequenceNumber><TSLType>t</TSLType><ListIssueDateTime>2026-08-01T00:00:00Z</ListIssueDateTime><NextUpdate/></SchemeInformation>
<TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName><Name>p</Name></TSPName></TSPInformation><TSPServices><TSPService><ServiceInformation>
<ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/CA/QC</ServiceTypeIdentifier><ServiceName><Name>s</Name></ServiceName>
<ServiceDigitalIdentity><DigitalId><X509Certificate>${Buffer.from(ROOT.der).toString('base64')}</X509Certificate></DigitalId>
<DigitalId><X509Certificate>MAA=</X509Certificate></DigitalId></ServiceDigitalIdentity>
<ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted</ServiceStatus><StatusStartingTime>2025-01-01T00:00:00Z</StatusStartingTime>
</ServiceInformation></TSPService></TSPServices></TrustServiceProvider></TrustServiceProviderList></TrustServiceStatusList>`;

function folderOf(t: TestContext): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-trust-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return (name) => join(folder, name);
}

test('the services of a trusted list are anchors from when they are granted', (t) => {
  const path = folderOf(t);
  writeFileSync(path('list.xml'), LIST);
  const warnings: string[] = [];
  const warn = (line: string) => warnings.push(line);
  const trusted = (day: string) => readTrust([path('list.xml')], warn, { at: Date.parse(day) }).anchors;
  assert.deepEqual(
    trusted('2026-01-01').map((der) => Buffer.from(der)),
    [Buffer.from(ROOT.der)],
  );
  assert.match(warnings[0] ?? '', /list\.xml: 1 of its certificates cannot be read, skipped/);
  assert.deepEqual(trusted('2024-01-01'), []);
  assert.equal(readAnchors([path('list.xml')], warn)[0]?.services[0]?.name, 's');
  // Given plainly as well, it is trusted whatever the list says.
  writeFileSync(path('root.cer'), ROOT.der);
  assert.deepEqual(
    readAnchors([path('list.xml'), path('root.cer')], warn).map(({ services }) => services),
    [[]],
  );
});

test('a store gives its anchors to whoever has the password, in a folder too', (t) => {
  if (!requirePeer('openssl', t)) return;
  const path = folderOf(t);
  mkdirSync(path('trust'));
  writeFileSync(path('root.cer'), ROOT.der);
  const script = `openssl x509 -inform DER -in root.cer -out root.pem &&
    openssl pkcs12 -export -nokeys -in root.pem -passout pass:secret -out trust/store.p12`;
  assert.equal(spawnSync('sh', ['-c', script], { cwd: path('.') }).status, 0);
  const warnings: string[] = [];
  const warn = (line: string) => warnings.push(line);
  for (const where of [path('trust'), path('trust/store.p12')]) {
    assert.equal(readTrust([where], warn, { password: 'secret' }).anchors.length, 1);
    assert.throws(
      () => readTrust([where], warn),
      (error) => error instanceof TamgaError && error.code === 'TAMGA-E-TRUST-READ',
    );
  }
  assert.match(warnings.join(), /store\.p12: the key store cannot be opened: it needs a password/);
});
