import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.Provider;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Judges certification paths by BouncyCastle and by the provider of the JDK.
 *
 * One question a line: ANCHOR CERTIFICATES LISTS MILLISECONDS POLICIES FLAGS.
 * Certificates stand from the end entity up, without the anchor; lists of files are joined by commas, "-" is none.
 * Flags: e explicit policy required, m mapping inhibited, a any policy inhibited, "-" none.
 * One answer a line: of each provider VALID or INVALID and why, joined by " | ".
 */
public final class PkixPeer {
  public static void main(String[] arguments) throws Exception {
    Provider bouncyCastle = new BouncyCastleProvider();
    CertificateFactory factory = CertificateFactory.getInstance("X.509", bouncyCastle);
    CertificateFactory plain = CertificateFactory.getInstance("X.509");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = in.readLine()) != null; ) {
      if (line.isEmpty()) continue;
      System.out.println(
          judge(line, factory, CertPathValidator.getInstance("PKIX", bouncyCastle))
              + " | "
              + judge(line, plain, CertPathValidator.getInstance("PKIX")));
    }
  }

  private static String judge(String line, CertificateFactory factory, CertPathValidator validator) {
    try {
      String[] parts = line.split(" ");
      TrustAnchor anchor = new TrustAnchor((X509Certificate) certificate(factory, parts[0]), null);
      List<Certificate> path = new ArrayList<>();
      for (String file : files(parts[1])) path.add(certificate(factory, file));
      List<Object> material = new ArrayList<>();
      for (String file : files(parts[2])) {
        byte[] der = Files.readAllBytes(Paths.get(file));
        if (file.endsWith(".crl")) material.add(factory.generateCRL(new ByteArrayInputStream(der)));
        else material.add(certificate(factory, file));
      }
      PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
      parameters.setRevocationEnabled(!parts[2].equals("-"));
      parameters.setDate(new Date(Long.parseLong(parts[3])));
      if (!parts[4].equals("-")) parameters.setInitialPolicies(Set.of(parts[4].split(",")));
      parameters.setExplicitPolicyRequired(parts[5].contains("e"));
      parameters.setPolicyMappingInhibited(parts[5].contains("m"));
      parameters.setAnyPolicyInhibited(parts[5].contains("a"));
      material.addAll(path);
      parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(material)));
      validator.validate(factory.generateCertPath(path), parameters);
      return "VALID";
    } catch (Exception fault) {
      String why = fault.getMessage() + (fault.getCause() == null ? "" : " / " + fault.getCause().getMessage());
      return "INVALID " + why.replaceAll("[\\r\\n|]+", " ");
    }
  }

  private static String[] files(String list) {
    return list.equals("-") ? new String[0] : list.split(",");
  }

  private static Certificate certificate(CertificateFactory factory, String file) throws Exception {
    return factory.generateCertificate(new ByteArrayInputStream(Files.readAllBytes(Paths.get(file))));
  }
}
