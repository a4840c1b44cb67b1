/**
 * A PKI and signatures made by OpenSSL alone, for tests: none of our code had a hand in them.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Test keys, named as such in every subject. */
const CONFIGURATION = `
[ req ]
distinguished_name = dn
[ dn ]
[ ca ]
default_ca = issuing
[ issuing ]
dir = .
database = index.txt
serial = serial
new_certs_dir = .
certificate = issuing.pem
private_key = issuing.key
default_md = sha256
default_days = 365
default_crl_days = 7
policy = any
unique_subject = no
[ any ]
countryName = optional
organizationName = optional
commonName = supplied
[ root_ext ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[ issuing_ext ]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ signer_ext ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ tsa_ext ]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
authorityKeyIdentifier = keyid
[ ocsp_ext ]
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
authorityKeyIdentifier = keyid
[ tsa ]
default_tsa = stamp
[ stamp ]
dir = .
serial = tsa.serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
`;

const SCRIPT = `
set -e
exec 2>>log
: > index.txt; echo 1000 > serial; echo 01 > tsa.serial
key() { case $2 in rsa) openssl genrsa -out $1.key 2048 ;; *) openssl ecparam -name $2 -genkey -noout -out $1.key ;; esac; }
issue() { key $1 $2; openssl req -new -config cnf -key $1.key -subj "/C=ZZ/O=TAMGA TEST/CN=$1" -out $1.csr
  openssl ca -batch -notext -config cnf -in $1.csr -extensions $3 -out $1.pem; }
key root prime256v1
openssl req -x509 -new -config cnf -key root.key -subj "/C=ZZ/O=TAMGA TEST/CN=root" -days 3650 -extensions root_ext -out root.pem
key issuing secp384r1
openssl req -new -config cnf -key issuing.key -subj "/C=ZZ/O=TAMGA TEST/CN=issuing" -out issuing.csr
openssl x509 -req -in issuing.csr -CA root.pem -CAkey root.key -set_serial 2 -days 1000 -extfile cnf -extensions issuing_ext -out issuing.pem
for one in rsa p256 p384 gone; do
  case $one in rsa) kind=rsa ;; p384) kind=secp384r1 ;; *) kind=prime256v1 ;; esac
  issue $one $kind signer_ext
done
issue tsa rsa tsa_ext
issue ocsp prime256v1 ocsp_ext
openssl ca -config cnf -revoke gone.pem -crl_reason keyCompromise
openssl ca -config cnf -gencrl -out issuing.crl.pem
openssl crl -in issuing.crl.pem -outform DER -out issuing.crl
: > root.index
sed -e 's/index.txt/root.index/; s/issuing.pem/root.pem/; s/issuing.key/root.key/' cnf > root.cnf
openssl ca -config root.cnf -gencrl -out root.crl.pem
openssl crl -in root.crl.pem -outform DER -out root.crl
for one in root issuing rsa p256 p384 gone tsa; do openssl x509 -in $one.pem -outform DER -out $one.cer; done

sign() { name=$1; by=$2; shift 2
  openssl cms -sign -binary -in document -signer $by.pem -inkey $by.key -certfile issuing.pem -outform DER -out $name.p7s "$@"; }
for one in rsa p256 p384; do
  sign $one-attached $one -cades -md sha256 -nodetach
  sign $one-detached $one -cades -md sha256
done
sign gone-attached gone -cades -md sha256 -nodetach
sign plain p256 -md sha256 -nodetach
sign direct p256 -md sha256 -nodetach -noattr
sign keyid p384 -cades -md sha384 -nodetach -keyid
sign mixed p256 -cades -md sha512 -nodetach
sign stream rsa -cades -md sha256 -nodetach -stream
sign pss rsa -cades -md sha256 -nodetach -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32
sign nocerts p256 -cades -md sha256 -nodetach -nocerts
openssl cms -sign -binary -in document -nodetach -cades -md sha256 -signer rsa.pem -inkey rsa.key -signer p256.pem -inkey p256.key -outform DER -out two.p7s
for one in p256 gone; do
  openssl ocsp -index index.txt -CA issuing.pem -rsigner ocsp.pem -rkey ocsp.key -issuer issuing.pem -cert $one.pem -ndays 1 -no_nonce -respout $one.ocsp
done
`;

export interface OpenSslWorld {
  readonly document: Uint8Array;
  /** A file that the script made. */
  read(name: string): Uint8Array;
  /** Just after OpenSSL, which knows no other time than that of the machine, was done. */
  readonly instant: Date;
  /** A token of the OpenSSL TSA over the bytes. */
  token(bytes: Uint8Array): Uint8Array;
  /** OpenSSL's answer to a request of ours. */
  respond(request: Uint8Array): Uint8Array;
}

/** One shell for all calls; the folder is gone afterwards. */
export function withOpenSslWorld(test: (world: OpenSslWorld) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-referee-'));
  const path = (name: string) => join(folder, name);
  const shell = (script: string): void => {
    const done = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`openssl: ${readFileSync(path('log'), 'utf8')}`);
  };
  const document = Buffer.from('Simulated test document, signed by OpenSSL.\n');
  try {
    writeFileSync(path('cnf'), CONFIGURATION);
    writeFileSync(path('document'), document);
    shell(SCRIPT);
    test({
      document,
      read: (name) => readFileSync(path(name)),
      instant: new Date(statSync(path('gone.ocsp')).mtimeMs + 2000),
      token(bytes) {
        writeFileSync(path('stamped'), bytes);
        shell(`exec 2>>log; openssl ts -query -data stamped -sha256 -cert -out query.tsq &&
          openssl ts -reply -config cnf -queryfile query.tsq -signer tsa.pem -inkey tsa.key -chain issuing.pem -token_out -out token`);
        return readFileSync(path('token'));
      },
      respond(request) {
        writeFileSync(path('request'), request);
        shell(
          `exec 2>>log; openssl ocsp -index index.txt -CA issuing.pem -rsigner ocsp.pem -rkey ocsp.key -reqin request -ndays 1 -respout response`,
        );
        return readFileSync(path('response'));
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
