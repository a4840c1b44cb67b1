@rejection @signature
Feature: A signature that leaves doubt about what or who is refused abroad
  A signature says who signed what. In each of these a verifier would have to guess one of the two.

  Each verifier meets every one of them once, from one signer that the seed of the round draws.

  Rule: The key of the certificate made the value
    Nobody else can have made it.

    @case:signature-zero @class:security @clause:RFC_5652/5.6
    Scenario Outline: <signer> to <verifier>: the signature value is zero
      Given the signature signature-zero of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:signature-by-another-key @class:security @clause:RFC_5652/5.6
    Scenario Outline: <signer> to <verifier>: another key signed
      Given the signature signature-by-another-key of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: The signature says whose it is
    It binds one certificate, and that is the one that it is shown with.

    @case:certificate-substituted @class:security @clause:EN_319_102-1/5.2.3
    Scenario Outline: <signer> to <verifier>: shown with another certificate of the same key
      Given the signature certificate-substituted of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:signing-certificate-not-embedded @class:conformance @clause:EN_319_102-1/5.2.3
    Scenario Outline: <signer> to <verifier>: the certificate of the signer is nowhere
      Given the signature signing-certificate-not-embedded of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:signing-certificate-twice @class:security @clause:RFC_5035/3
    Scenario Outline: <signer> to <verifier>: two certificates are bound
      Given the signature signing-certificate-twice of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:signing-certificate-sha1 @class:policy @clause:TS_119_312/5
    Scenario Outline: <signer> to <verifier>: the certificate is bound by SHA-1
      Given the signature signing-certificate-sha1 of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:sid-of-another @class:security @clause:RFC_5652/5.3
    Scenario Outline: <signer> to <verifier>: the signature names the certificate of somebody else
      Given the signature sid-of-another of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: The signature says what is signed, once
    The digest of the document is signed, once and in its form.

    @case:message-digest-missing @class:security @clause:RFC_5652/5.3
    Scenario Outline: <signer> to <verifier>: the digest of the document is missing
      Given the signature message-digest-missing of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:message-digest-twice @class:security @clause:RFC_5652/11.2
    Scenario Outline: <signer> to <verifier>: two digests of the document
      Given the signature message-digest-twice of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:message-digest-two-values @class:security @clause:RFC_5652/11.2
    Scenario Outline: <signer> to <verifier>: a digest of the document with two values
      Given the signature message-digest-two-values of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:message-digest-no-value @class:security @clause:RFC_5652/11.2
    Scenario Outline: <signer> to <verifier>: a digest of the document without a value
      Given the signature message-digest-no-value of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:message-digest-bit-string @class:conformance @clause:RFC_5652/11.2
    Scenario Outline: <signer> to <verifier>: the digest of the document is of the wrong type
      Given the signature message-digest-bit-string of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: Content is shown as what it was signed as
    Its type is signed, and is the one that it has.

    @case:content-type-missing @class:conformance @clause:RFC_5652/11.1
    Scenario Outline: <signer> to <verifier>: the content type is not signed
      Given the signature content-type-missing of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:content-type-other @class:security @clause:RFC_5652/11.1
    Scenario Outline: <signer> to <verifier>: another content type is signed
      Given the signature content-type-other of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:content-type-twice @class:conformance @clause:RFC_5652/11.1
    Scenario Outline: <signer> to <verifier>: two content types are signed
      Given the signature content-type-twice of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:content-type-altered @class:security @clause:RFC_5652/11.1
    Scenario Outline: <signer> to <verifier>: the content was given another type
      Given the signature content-type-altered of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:bytes-behind @class:policy @clause:RFC_5652/3
    Scenario Outline: <signer> to <verifier>: something follows the signature in the file
      Given the signature bytes-behind of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:attributes-as-content @class:security @clause:RFC_5652/5.4
    Scenario Outline: <signer> to <verifier>: signed attributes are shown as a document
      Given the signature attributes-as-content of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: Everybody reads the same signature
    Its attributes stand once, and in the one order.

    @case:signing-time-twice @class:conformance @clause:RFC_5652/11.3
    Scenario Outline: <signer> to <verifier>: two signing times are claimed
      Given the signature signing-time-twice of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:attributes-unsorted @class:conformance @clause:RFC_5652/5.4
    Scenario Outline: <signer> to <verifier>: the signed attributes are not in DER order
      Given the signature attributes-unsorted of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: Each of several signatures counts
    Who signs for both parties with one key has not signed for both.

    @case:one-of-two-broken @class:security @clause:RFC_5652/5.1
    Scenario Outline: <signer> to <verifier>, <format>: one of two signatures was not made with the key of its certificate
      Given the signature one-of-two-broken of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier | format |

    @case:pdf-first-signature-broken @class:security @clause:ISO_32000-2/12.8.1
    Scenario Outline: <signer> to <verifier>: under a good signature lies one that was not made with the key of its certificate
      Given the signature pdf-first-signature-broken of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A policy is the one that the signer named
    Who shows other rules beside the signature shows what nobody signed.

    @case:policy-carried-other @class:policy @clause:EN_319_102-1/5.2.4
    Scenario Outline: <signer> to <verifier>: the signature carries another policy than it names
      Given the signature policy-carried-other of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |
