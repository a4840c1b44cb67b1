import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigInteger;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.GOST3411Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_256Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_512Digest;
import org.bouncycastle.crypto.engines.GOST28147Engine;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECGOST3410_2012Signer;

/**
 * BouncyCastle as an independent judge of GOST digests and signatures, many questions per process.
 *
 * One question a line on standard input, one answer a line on standard output; fields are hexadecimal and end with a full
 * stop, so that an empty one can be told from a missing one.
 *
 *   digest NAME DATA.                       -> the value
 *   verify CURVE X. Y. DIGEST. R. S.        -> true or false
 *   sign CURVE D. DIGEST.                   -> R. S. (the nonce is BouncyCastle's own)
 *   bench CURVE X. Y. DIGEST. R. S. SECONDS -> cold nanoseconds and warm nanoseconds per verification
 */
public final class GostPeer {
  public static void main(String[] arguments) throws Exception {
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, "US-ASCII"));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      System.out.println(answer(line.split(" ")));
    }
  }

  private static String answer(String[] question) {
    switch (question[0]) {
      case "digest":
        return digest(question[1], bytes(question[2]));
      case "verify":
        return String.valueOf(verifier(question).verify());
      case "sign":
        return sign(question);
      case "bench":
        return bench(verifier(question), Double.parseDouble(question[7]));
      default:
        throw new IllegalArgumentException(question[0]);
    }
  }

  private static String digest(String name, byte[] data) {
    Digest digest = digestByName(name);
    digest.update(data, 0, data.length);
    byte[] value = new byte[digest.getDigestSize()];
    digest.doFinal(value, 0);
    return hex(value);
  }

  private static Digest digestByName(String name) {
    switch (name) {
      case "streebog256":
        return new GOST3411_2012_256Digest();
      case "streebog512":
        return new GOST3411_2012_512Digest();
      case "gost94-test":
        return new GOST3411Digest(GOST28147Engine.getSBox("D-Test"));
      case "gost94-cryptopro":
        return new GOST3411Digest(GOST28147Engine.getSBox("D-A"));
      default:
        throw new IllegalArgumentException(name);
    }
  }

  private interface Verification {
    boolean verify();
  }

  private static Verification verifier(String[] question) {
    ECDomainParameters domain = domain(question[1]);
    ECPublicKeyParameters key =
        new ECPublicKeyParameters(domain.getCurve().createPoint(integer(question[2]), integer(question[3])), domain);
    // The signer reads the digest as a little-endian integer.
    byte[] digest = bytes(question[4]);
    BigInteger r = integer(question[5]);
    BigInteger s = integer(question[6]);
    return () -> {
      ECGOST3410_2012Signer signer = new ECGOST3410_2012Signer();
      signer.init(false, key);
      return signer.verifySignature(digest, r, s);
    };
  }

  private static String sign(String[] question) {
    ECGOST3410_2012Signer signer = new ECGOST3410_2012Signer();
    signer.init(true, new ECPrivateKeyParameters(integer(question[2]), domain(question[1])));
    BigInteger[] value = signer.generateSignature(bytes(question[3]));
    return value[0].toString(16) + ". " + value[1].toString(16) + ".";
  }

  /** The first verification, and after half of the time the quickest of ten batches: other load hits some and not all. */
  private static String bench(Verification verification, double seconds) {
    long start = System.nanoTime();
    if (!verification.verify()) throw new IllegalStateException("the signature to measure with does not verify");
    long cold = System.nanoTime() - start;
    long half = (long) (seconds * 5e8);
    for (long from = System.nanoTime(); System.nanoTime() - from < half; ) verification.verify();
    long best = Long.MAX_VALUE;
    for (int batch = 0; batch < 10; batch++) {
      long count = 0;
      long from = System.nanoTime();
      for (; System.nanoTime() - from < half / 10; count++) verification.verify();
      best = Math.min(best, (System.nanoTime() - from) / count);
    }
    return cold + " " + best;
  }

  private static ECDomainParameters domain(String name) {
    X9ECParameters found = ECGOST3410NamedCurves.getByNameX9(name);
    return new ECDomainParameters(found.getCurve(), found.getG(), found.getN(), found.getH());
  }

  private static BigInteger integer(String field) {
    return new BigInteger(field.substring(0, field.length() - 1), 16);
  }

  private static byte[] bytes(String field) {
    byte[] value = new byte[field.length() / 2];
    for (int index = 0; index < value.length; index++) {
      value[index] = (byte) Integer.parseInt(field.substring(2 * index, 2 * index + 2), 16);
    }
    return value;
  }

  private static String hex(byte[] value) {
    StringBuilder text = new StringBuilder();
    for (byte octet : value) text.append(String.format("%02x", octet));
    return text.toString();
  }
}
