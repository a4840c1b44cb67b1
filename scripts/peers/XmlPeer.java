import java.io.File;
import java.nio.file.Files;
import java.security.Key;
import java.security.cert.X509Certificate;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The JDK as a judge of XML signatures. Arguments: files; relative references are looked up in the working directory.
 * One line per file: `valid/all`, counter-signatures included, or `error` and its text.
 */
public final class XmlPeer {
  public static void main(String[] files) {
    for (String file : files) {
      try {
        System.out.println(judged(new File(file)));
      } catch (Exception thrown) {
        System.out.println("error " + thrown.toString().replace('\n', ' '));
      }
    }
  }

  private static String judged(File file) throws Exception {
    DocumentBuilderFactory builders = DocumentBuilderFactory.newInstance();
    builders.setNamespaceAware(true);
    Document document = builders.newDocumentBuilder().parse(file);
    NodeList all = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
    int valid = 0;
    for (int at = 0; at < all.getLength(); at += 1) if (verifies((Element) all.item(at), document)) valid += 1;
    return valid + "/" + all.getLength();
  }

  private static boolean verifies(Element signature, Document document) throws Exception {
    XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    DOMValidateContext context = new DOMValidateContext(new FirstCertificate(), signature);
    context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.FALSE);
    NodeList elements = document.getElementsByTagNameNS("*", "*");
    for (int at = 0; at < elements.getLength(); at += 1) {
      Element element = (Element) elements.item(at);
      if (element.hasAttributeNS(null, "Id")) context.setIdAttributeNS(element, null, "Id");
    }
    context.setURIDereferencer((reference, inner) -> {
      String uri = reference.getURI();
      if (uri.isEmpty() || uri.startsWith("#")) return factory.getURIDereferencer().dereference(reference, inner);
      try {
        return new OctetStreamData(Files.newInputStream(new File(new java.net.URI(uri).getPath()).toPath()));
      } catch (Exception thrown) {
        throw new javax.xml.crypto.URIReferenceException(thrown);
      }
    });
    return factory.unmarshalXMLSignature(context).validate(context);
  }

  /** The key of the first certificate of KeyInfo; whose it is, others judge. */
  private static final class FirstCertificate extends KeySelector {
    @Override
    public KeySelectorResult select(KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context) {
      for (Object one : info.getContent()) {
        if (!(one instanceof X509Data)) continue;
        Key key = ((X509Certificate) ((X509Data) one).getContent().get(0)).getPublicKey();
        return () -> key;
      }
      throw new IllegalStateException("no X509Data");
    }
  }
}
