import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.GOST3411Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_256Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_512Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.GOST28147Engine;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECGOST3410_2012Signer;
import org.bouncycastle.jcajce.spec.GOST3410ParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.encoders.Hex;

/**
 * BouncyCastle as an independent judge of CMS, time-stamps, certificates, CRLs and OCSP with GOST suites, many questions
 * per process. Structures are read by bcpkix; the identifiers of Kazakhstan and Uzbekistan, which it does not know, are
 * mapped to its own mathematics by the tables below, which nobody generated from ours.
 *
 * One question a line on standard input, one answer a line on standard output:
 *
 *   cms FILE CONTENT-FILE-OR-DASH  -> VALID, or INVALID and why (with the signature time-stamp, where there is one)
 *   certificate FILE ISSUER-FILE   -> the same
 *   crl FILE ISSUER-FILE           -> the same
 *   ocsp FILE                      -> the same, under the certificate that it carries
 *   bench FILE SECONDS             -> warm nanoseconds to read and verify an attached CMS
 *   make ALGORITHM CURVE DIGEST CONTENT-FILE CERTIFICATE-FILE CMS-FILE -> DONE: a key, its certificate, and an attached CMS
 */
public final class CmsPeer {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  /** By key algorithm, or key algorithm and curve: the curve as BouncyCastle names it. */
  private static final Map<String, String> CURVES = new HashMap<>();

  /** By signature algorithm of certificate or SignerInfo: the digest. */
  private static final Map<String, String> DIGESTS = new HashMap<>();

  static {
    CURVES.put("1.2.643.7.1.2.1.1.1", "Tc26-Gost-3410-12-256-paramSetA");
    CURVES.put("1.2.643.7.1.2.1.2.1", "Tc26-Gost-3410-12-512-paramSetA");
    CURVES.put("1.2.643.2.2.35.1", "GostR3410-2001-CryptoPro-A");
    CURVES.put("1.2.398.3.10.1.1.1.1.1", "GostR3410-2001-CryptoPro-A");
    CURVES.put("1.2.398.3.10.1.1.2.1.1", "Tc26-Gost-3410-12-256-paramSetA");
    CURVES.put("1.2.398.3.10.1.1.2.2.1", "Tc26-Gost-3410-12-512-paramSetA");
    CURVES.put("1.2.860.3.15.1.1.2.1.1", "GostR3410-2001-CryptoPro-A");
    CURVES.put("1.2.860.3.15.2.1.2.1.1", "GostR3410-2001-CryptoPro-A");

    DIGESTS.put("1.2.643.7.1.1.3.2", "streebog256");
    DIGESTS.put("1.2.643.7.1.1.1.1", "streebog256");
    DIGESTS.put("1.2.643.7.1.1.2.2", "streebog256");
    DIGESTS.put("1.2.643.7.1.1.3.3", "streebog512");
    DIGESTS.put("1.2.643.7.1.1.1.2", "streebog512");
    DIGESTS.put("1.2.643.7.1.1.2.3", "streebog512");
    DIGESTS.put("1.2.398.3.10.1.1.1.2", "test");
    DIGESTS.put("1.2.398.3.10.1.3.1", "test");
    DIGESTS.put("1.2.398.3.10.1.1.2.3.1", "streebog256");
    DIGESTS.put("1.2.398.3.10.1.3.2", "streebog256");
    DIGESTS.put("1.2.398.3.10.1.1.2.3.2", "streebog512");
    DIGESTS.put("1.2.398.3.10.1.3.3", "streebog512");
    DIGESTS.put("1.2.860.3.15.1.1.2.2.2.2", "cryptopro");
    DIGESTS.put("1.2.860.3.15.1.3.2.1.1", "cryptopro");
    DIGESTS.put("1.2.860.3.15.2.1.2.2.2.2", "cryptopro");
    DIGESTS.put("1.2.860.3.15.2.3.2.1.1", "cryptopro");
    DIGESTS.put("1.3.6.1.4.1.6801.1.2.2", "test");
  }

  public static void main(String[] arguments) throws Exception {
    Security.addProvider(PROVIDER);
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      System.out.println(answer(line.split(" ")));
    }
  }

  private static String answer(String[] question) throws Exception {
    if (question[0].equals("make")) return make(question);
    if (question[0].equals("bench")) return bench(question);
    try {
      judge(question);
      return "VALID";
    } catch (Refusal refusal) {
      return "INVALID " + refusal.getMessage();
    } catch (CMSException refusal) {
      return "INVALID " + refusal.getMessage();
    } catch (Exception fault) {
      // Attacks make it stumble in places of its own; the questions that follow must still be asked.
      return "ERROR " + fault.toString().replaceAll("[\\r\\n]+", " ");
    }
  }

  private static String bench(String[] question) throws Exception {
    byte[] file = read(question[1]);
    long half = Long.parseLong(question[2]) * 500_000_000L;
    for (long from = System.nanoTime(); System.nanoTime() - from < half; ) cms(new CMSSignedData(file));
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      int count = 0;
      long from = System.nanoTime();
      for (; System.nanoTime() - from < half / 10; count++) cms(new CMSSignedData(file));
      best = Math.min(best, (System.nanoTime() - from) / count);
    }
    return Long.toString(best);
  }

  private static final class Refusal extends Exception {
    Refusal(String message) {
      super(message);
    }
  }

  private static void judge(String[] question) throws Exception {
    byte[] file = read(question[1]);
    switch (question[0]) {
      case "cms":
        cms(question[2].equals("-") ? new CMSSignedData(file) : new CMSSignedData(content(question[2]), file));
        return;
      case "certificate":
        X509CertificateHolder issuer = new X509CertificateHolder(read(question[2]));
        demand(new X509CertificateHolder(file).isSignatureValid(provider(issuer)), "signature");
        return;
      case "crl":
        X509CertificateHolder authority = new X509CertificateHolder(read(question[2]));
        demand(new X509CRLHolder(file).isSignatureValid(provider(authority)), "signature");
        return;
      case "ocsp":
        BasicOCSPResp response = (BasicOCSPResp) new OCSPResp(file).getResponseObject();
        demand(response.isSignatureValid(provider(response.getCerts()[0])), "signature");
        return;
      default:
        throw new IllegalArgumentException(question[0]);
    }
  }

  private static void cms(CMSSignedData signed) throws Exception {
    demand(signed.getSignerInfos().size() > 0, "signers");
    for (SignerInformation signer : signed.getSignerInfos()) {
      X509CertificateHolder certificate = certificateOf(signed, signer);
      demand(signer.verify(verifier(certificate)), "signature");
      AttributeTable unsigned = signer.getUnsignedAttributes();
      Attribute stamp = unsigned == null ? null : unsigned.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
      if (stamp != null) timeStamp(stamp, signer.getSignature());
    }
  }

  private static void timeStamp(Attribute attribute, byte[] stamped) throws Exception {
    CMSSignedData signed = new CMSSignedData(attribute.getAttrValues().getObjectAt(0).toASN1Primitive().getEncoded());
    TimeStampToken token = new TimeStampToken(signed);
    SignerInformation signer = signed.getSignerInfos().iterator().next();
    token.validate(verifier(certificateOf(signed, signer)));
    ASN1ObjectIdentifier algorithm = token.getTimeStampInfo().getMessageImprintAlgOID();
    Digest digest = digest(algorithm);
    digest.update(stamped, 0, stamped.length);
    byte[] imprint = new byte[digest.getDigestSize()];
    digest.doFinal(imprint, 0);
    demand(Arrays.equals(imprint, token.getTimeStampInfo().getMessageImprintDigest()), "imprint");
  }

  private static X509CertificateHolder certificateOf(CMSSignedData signed, SignerInformation signer) throws Refusal {
    @SuppressWarnings("unchecked")
    Collection<X509CertificateHolder> found = signed.getCertificates().getMatches(signer.getSID());
    demand(found.size() == 1, "certificate");
    return found.iterator().next();
  }

  private static SignerInformationVerifier verifier(X509CertificateHolder certificate) throws Exception {
    return new SignerInformationVerifier(
        // Names stand between two tables that know no national algorithm: the identifier itself passes through.
        (digest, signature) -> encoded(signature),
        name -> AlgorithmIdentifier.getInstance(Hex.decode(name)),
        provider(certificate),
        DIGEST_CALCULATORS);
  }

  private static String encoded(AlgorithmIdentifier algorithm) {
    try {
      return Hex.toHexString(algorithm.getEncoded());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static final DigestCalculatorProvider DIGEST_CALCULATORS =
      algorithm -> {
        Digest digest = digest(algorithm.getAlgorithm());
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        return new DigestCalculator() {
          @Override
          public AlgorithmIdentifier getAlgorithmIdentifier() {
            return algorithm;
          }

          @Override
          public OutputStream getOutputStream() {
            return data;
          }

          @Override
          public byte[] getDigest() {
            digest.update(data.toByteArray(), 0, data.size());
            byte[] value = new byte[digest.getDigestSize()];
            digest.doFinal(value, 0);
            return value;
          }
        };
      };

  /** BouncyCastle's own for the keys that it knows; ours above its mathematics for the GOST family. */
  private static ContentVerifierProvider provider(X509CertificateHolder certificate) throws Exception {
    SubjectPublicKeyInfo key = certificate.getSubjectPublicKeyInfo();
    String curve = curveOf(key.getAlgorithm());
    if (curve == null) return new JcaContentVerifierProviderBuilder().setProvider(PROVIDER).build(certificate);
    return new GostVerifiers(certificate, publicKey(curve, key));
  }

  private static final class GostVerifiers implements ContentVerifierProvider {
    private final X509CertificateHolder certificate;
    private final ECPublicKeyParameters key;

    GostVerifiers(X509CertificateHolder certificate, ECPublicKeyParameters key) {
      this.certificate = certificate;
      this.key = key;
    }

    @Override
    public boolean hasAssociatedCertificate() {
      return true;
    }

    @Override
    public X509CertificateHolder getAssociatedCertificate() {
      return certificate;
    }

    @Override
    public ContentVerifier get(AlgorithmIdentifier algorithm) throws OperatorCreationException {
      Digest digest = digest(algorithm.getAlgorithm());
      String named = certificate.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm().getId();
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      return new ContentVerifier() {
        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
          return algorithm;
        }

        @Override
        public OutputStream getOutputStream() {
          return data;
        }

        @Override
        public boolean verify(byte[] value) {
          digest.update(data.toByteArray(), 0, data.size());
          byte[] hash = new byte[digest.getDigestSize()];
          digest.doFinal(hash, 0);
          // Kazakhstan, and Kyrgyzstan as we assume, turn the value of the RFCs round as a whole.
          boolean turned = named.startsWith("1.2.398.") || named.startsWith("1.3.6.1.4.1.6801.");
          return verifies(key, hash, turned ? reversed(value) : value);
        }
      };
    }
  }

  private static boolean verifies(ECPublicKeyParameters key, byte[] hash, byte[] value) {
    ECGOST3410_2012Signer signer = new ECGOST3410_2012Signer();
    signer.init(false, key);
    int half = value.length / 2;
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(value, 0, half));
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(value, half, value.length));
    return signer.verifySignature(hash, r, s);
  }

  private static ECPublicKeyParameters publicKey(String curve, SubjectPublicKeyInfo key) throws Exception {
    X9ECParameters parameters = ECGOST3410NamedCurves.getByNameX9(curve);
    byte[] octets = ASN1OctetString.getInstance(key.parsePublicKey()).getOctets();
    int half = octets.length / 2;
    BigInteger x = new BigInteger(1, reversed(Arrays.copyOfRange(octets, 0, half)));
    BigInteger y = new BigInteger(1, reversed(Arrays.copyOfRange(octets, half, octets.length)));
    ECDomainParameters domain =
        new ECDomainParameters(parameters.getCurve(), parameters.getG(), parameters.getN(), parameters.getH());
    try {
      return new ECPublicKeyParameters(parameters.getCurve().validatePoint(x, y), domain);
    } catch (IllegalArgumentException offCurve) {
      throw new Refusal("key: " + offCurve.getMessage());
    }
  }

  private static String curveOf(AlgorithmIdentifier algorithm) {
    if (!(algorithm.getParameters() instanceof ASN1Sequence)) return null;
    ASN1Sequence parameters = (ASN1Sequence) algorithm.getParameters();
    if (!(parameters.getObjectAt(0) instanceof ASN1ObjectIdentifier)) return null;
    return CURVES.get(((ASN1ObjectIdentifier) parameters.getObjectAt(0)).getId());
  }

  private static Digest digest(ASN1ObjectIdentifier algorithm) {
    switch (DIGESTS.getOrDefault(algorithm.getId(), algorithm.getId())) {
      case "streebog256":
        return new GOST3411_2012_256Digest();
      case "streebog512":
        return new GOST3411_2012_512Digest();
      case "test":
        return new GOST3411Digest(GOST28147Engine.getSBox("D-Test"));
      case "cryptopro":
        return new GOST3411Digest(GOST28147Engine.getSBox("D-A"));
      case "2.16.840.1.101.3.4.2.1":
        return new SHA256Digest();
      case "2.16.840.1.101.3.4.2.2":
        return new SHA384Digest();
      case "2.16.840.1.101.3.4.2.3":
        return new SHA512Digest();
      default:
        throw new IllegalArgumentException(algorithm.getId());
    }
  }

  /** All of it BouncyCastle's own: key, self-signed certificate and CMS. */
  private static String make(String[] question) throws Exception {
    String algorithm = question[1];
    KeyPairGenerator generator = KeyPairGenerator.getInstance("ECGOST3410-2012", PROVIDER);
    // Under a curve of 2001 BouncyCastle would name the digest of 1994 unless it is told the other one.
    generator.initialize(
        new GOST3410ParameterSpec(new ASN1ObjectIdentifier(question[2]), new ASN1ObjectIdentifier(question[3])));
    KeyPair pair = generator.generateKeyPair();
    ContentSigner signer = new JcaContentSignerBuilder(algorithm).setProvider(PROVIDER).build(pair.getPrivate());
    X500Name name = new X500Name("CN=BouncyCastle,OU=TAMGA TEST");
    X509CertificateHolder certificate =
        new JcaX509v3CertificateBuilder(
                name, BigInteger.valueOf(7), new Date(1735689600000L), new Date(1893456000000L), name, pair.getPublic())
            .build(signer);
    Files.write(Path.of(question[5]), certificate.getEncoded());

    CMSSignedDataGenerator cms = new CMSSignedDataGenerator();
    cms.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().setProvider(PROVIDER).build())
            .build(signer, certificate));
    cms.addCertificate(certificate);
    Files.write(Path.of(question[6]), cms.generate(content(question[4]), true).getEncoded());
    return "DONE";
  }

  private static CMSProcessableByteArray content(String file) throws Exception {
    return new CMSProcessableByteArray(read(file));
  }

  private static byte[] read(String file) throws Exception {
    return Files.readAllBytes(Path.of(file));
  }

  private static byte[] reversed(byte[] octets) {
    byte[] turned = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) turned[i] = octets[octets.length - 1 - i];
    return turned;
  }

  private static void demand(boolean holds, String what) throws Refusal {
    if (!holds) throw new Refusal(what);
  }
}
