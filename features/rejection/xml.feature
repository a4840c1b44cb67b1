@rejection @xml
Feature: An XML signature is what it seems to be
  XML lets one file be read in many ways, and attackers look for a way that the verifier did not take. Each scenario
  deviates in one thing from a signature that the same verifier accepts.

  Rule: The document that is read must be the one that is signed
    A signed document was moved aside or changed where the digest is not looked for, and a forged one stands in its place.

    @case:xml-wrapping-sibling @class:security @clause:XML_Signature/4.4.3.2
    Scenario Outline: <signer> to <verifier>: the signed document stands beside a forged one with the same Id
      Given the signature xml-wrapping-sibling of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-wrapping-ancestor @class:security @clause:XML_Signature/4.4.3.2
    Scenario Outline: <signer> to <verifier>: the signed document lies inside a forged one with the same Id
      Given the signature xml-wrapping-ancestor of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-wrapping-object @class:security @clause:XML_Signature/4.4.3.2
    Scenario Outline: <signer> to <verifier>: the signed document lies in an object of the signature
      Given the signature xml-wrapping-object of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-wrapping-id-name @class:security @clause:XML_Signature/4.4.3.2
    Scenario Outline: <signer> to <verifier>: a forged document has the Id in another spelling
      Given the signature xml-wrapping-id-name of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-wrapping-id-moved @class:security @clause:XML_Signature/8.1.3
    Scenario Outline: <signer> to <verifier>: the signed document lies at the end of a forged one
      Given the signature xml-wrapping-id-moved of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-wrapping-read-replaced @class:security @clause:XML_Signature/8.1.3
    Scenario Outline: <signer> to <verifier>: a forged document stands before the signed one
      Given the signature xml-wrapping-read-replaced of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-base64-beside @class:policy @clause:XML_Signature/6.6.2
    Scenario Outline: <signer> to <verifier>: an element stands between the signed base64 text
      Given the signature xml-base64-beside of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-comment-in-digest @class:security @clause:XML_Signature/4.4.3.6
    Scenario Outline: <signer> to <verifier>: the changed document has its digest in a comment
      Given the signature xml-comment-in-digest of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-manifest-broken @class:security @clause:XML_Signature/5.1
    Scenario Outline: <signer> to <verifier>: a document in a signed list of digests was changed
      Given the signature xml-manifest-broken of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: Every reference must lead to the document
    A reference may be shortened, emptied or sent through a program until it fits every document.

    @case:xml-xslt @class:security @clause:XML_Signature/6.6.5
    Scenario Outline: <signer> to <verifier>: the document goes through a stylesheet that gives one text for all documents
      Given the signature xml-xslt of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-reference-dangling @class:security @clause:XML_Signature/4.4.3.1
    Scenario Outline: <signer> to <verifier>: the reference to the document leads nowhere
      Given the signature xml-reference-dangling of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-reference-removed @class:security @clause:XML_Signature/3.2.2
    Scenario Outline: <signer> to <verifier>: the reference to the document was taken out after signing
      Given the signature xml-reference-removed of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-xpath-nothing @class:policy @clause:XML_Signature/8.1.1
    Scenario Outline: <signer> to <verifier>: the transforms leave nothing of the document
      Given the signature xml-xpath-nothing of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-xpath-less @class:policy @clause:XML_Signature/8.1.1
    Scenario Outline: <signer> to <verifier>: the transforms leave one word of the document
      Given the signature xml-xpath-less of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-reference-none @class:policy @clause:EN_319_132-1/6.3
    Scenario Outline: <signer> to <verifier>: nothing of the document is referred to
      Given the signature xml-reference-none of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-transform-mismatch @class:conformance @clause:XML_Signature/4.4.3.4
    Scenario Outline: <signer> to <verifier>: the document was canonicalised otherwise than the reference says
      Given the signature xml-transform-mismatch of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-canonicalization-mismatch @class:conformance @clause:XML_Signature/4.4.1
    Scenario Outline: <signer> to <verifier>: SignedInfo was canonicalised otherwise than it says
      Given the signature xml-canonicalization-mismatch of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: Time and certificate must be the signed ones
    XAdES keeps them in properties, which count only where a reference of the very signature covers them.

    @case:xml-properties-unreferenced @class:security @clause:EN_319_132-1/4.4.2
    Scenario Outline: <signer> to <verifier>: nothing refers to the signed properties
      Given the signature xml-properties-unreferenced of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-properties-wrapped @class:security @clause:EN_319_132-1/4.4.2
    Scenario Outline: <signer> to <verifier>: forged properties stand where the signed ones were
      Given the signature xml-properties-wrapped of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-properties-twice @class:security @clause:EN_319_132-1/4.4.2
    Scenario Outline: <signer> to <verifier>: forged properties stand in front of the signed ones
      Given the signature xml-properties-twice of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-properties-type @class:conformance @clause:EN_319_132-1/4.4.2
    Scenario Outline: <signer> to <verifier>: the reference to the signed properties does not say what it is
      Given the signature xml-properties-type of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-signing-certificate-sha1 @class:policy @clause:TS_119_312/5
    Scenario Outline: <signer> to <verifier>: SignedProperties bind the certificate by SHA-1
      Given the signature xml-signing-certificate-sha1 of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-properties-target @class:conformance @clause:EN_319_132-1/4.3.1
    Scenario Outline: <signer> to <verifier>: the properties say that they belong to another signature
      Given the signature xml-properties-target of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-comment-in-time @class:policy @clause:XML_Signature/4.1
    Scenario Outline: <signer> to <verifier>: a comment parts the claimed signing time
      Given the signature xml-comment-in-time of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A signature must have one meaning
    Two elements in one place, two of one Id, or a method that needs no private key: each program may take another one.

    @case:xml-hmac @class:security @clause:XML_Signature/6.3.1
    Scenario Outline: <signer> to <verifier>: the method is one of a shared secret, and the secret is the public key
      Given the signature xml-hmac of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-signed-info-twice @class:security @clause:XML_Signature/4.1
    Scenario Outline: <signer> to <verifier>: there is a second SignedInfo
      Given the signature xml-signed-info-twice of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-id-twice @class:security @clause:XML_Signature/4.4.3.2
    Scenario Outline: <signer> to <verifier>: two elements have the Id of the signed properties
      Given the signature xml-id-twice of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-document-type @class:policy @clause:EN_319_102-1/5.2.2
    Scenario Outline: <signer> to <verifier>: the document declares a type
      Given the signature xml-document-type of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-id-shared @class:policy @clause:XML_Signature/4.1
    Scenario Outline: <signer> to <verifier>: another element has the Id of the signature value
      Given the signature xml-id-shared of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |
