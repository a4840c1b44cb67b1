@rejection @revocation
Feature: A revocation is heard abroad
  A card that was stolen must stop signing everywhere. In each of these the certificate was revoked, or what speaks of
  it cannot be relied on.

  Each verifier meets every one of them once, from one signer that the seed of the round draws.

  Rule: A revoked certificate signs nothing, whatever the reason
    The issuer revoked the certificate, or put it on hold, before the signature was made.

    @case:revoked-unspecified @class:security @clause:RFC_5280/5.3.1
    Scenario Outline: <signer> to <verifier>: revoked; the issuer gives no reason
      Given the signature revoked-unspecified of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:revoked-key-compromise @class:security @clause:RFC_5280/5.3.1
    Scenario Outline: <signer> to <verifier>: revoked; the issuer says that the key was compromised
      Given the signature revoked-key-compromise of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:revoked-ca-compromise @class:security @clause:RFC_5280/5.3.1
    Scenario Outline: <signer> to <verifier>: revoked; the issuer says that the authority was compromised
      Given the signature revoked-ca-compromise of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:revoked-affiliation-changed @class:security @clause:RFC_5280/5.3.1
    Scenario Outline: <signer> to <verifier>: revoked; the issuer says that the affiliation has changed
      Given the signature revoked-affiliation-changed of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:revoked-cessation @class:security @clause:RFC_5280/5.3.1
    Scenario Outline: <signer> to <verifier>: revoked; the issuer says that the certificate is no longer used
      Given the signature revoked-cessation of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:revoked-privilege-withdrawn @class:security @clause:RFC_5280/5.3.1
    Scenario Outline: <signer> to <verifier>: revoked; the issuer says that the privilege was withdrawn
      Given the signature revoked-privilege-withdrawn of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:revoked-aa-compromise @class:security @clause:RFC_5280/5.3.1
    Scenario Outline: <signer> to <verifier>: revoked; the issuer says that the attribute authority was compromised
      Given the signature revoked-aa-compromise of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:on-hold @class:security @clause:RFC_5280/5.3.1
    Scenario Outline: <signer> to <verifier>: the certificate is on hold
      Given the signature on-hold of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:good-before-revoked @class:security @clause:EN_319_102-1/5.2.6
    Scenario Outline: <signer> to <verifier>: the signature brings a response from before the revocation
      Given the signature good-before-revoked of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: Silence is no consent
    Without revocation information nobody knows whether a certificate is still good.

    @case:revocation-silent @class:policy @clause:EN_319_102-1/5.2.6.4
    Scenario Outline: <signer> to <verifier>: nothing says whether the certificate is revoked
      Given the signature revocation-silent of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:revocation-unreachable @class:policy @clause:EN_319_102-1/5.2.6.4
    Scenario Outline: <signer> to <verifier>: nobody answers where revocation information should be
      Given the signature revocation-unreachable of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:revocation-values-missing @class:policy @clause:EN_319_102-1/5.2.6.4
    Scenario Outline: <signer> to <verifier>: the revocation information was left out
      Given the signature revocation-values-missing of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A response counts when it is fresh, about the certificate, and from who may give it
    The signature brings an OCSP response, and nothing else speaks of the certificate.

    @case:ocsp-stale @class:security @clause:RFC_6960/4.2.2.1
    Scenario Outline: <signer> to <verifier>: the response is a month older than the signature
      Given the signature ocsp-stale of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ocsp-future @class:security @clause:RFC_6960/4.2.2.1
    Scenario Outline: <signer> to <verifier>: the response is from the future
      Given the signature ocsp-future of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ocsp-of-another @class:security @clause:RFC_6960/3.2
    Scenario Outline: <signer> to <verifier>: the response is about another certificate
      Given the signature ocsp-of-another of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ocsp-unknown @class:security @clause:RFC_6960/2.2
    Scenario Outline: <signer> to <verifier>: the responder does not know the certificate
      Given the signature ocsp-unknown of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ocsp-unauthorised @class:security @clause:RFC_6960/4.2.2.2
    Scenario Outline: <signer> to <verifier>: the responder was not authorised
      Given the signature ocsp-unauthorised of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ocsp-look-alike @class:security @clause:RFC_6960/4.2.2.2
    Scenario Outline: <signer> to <verifier>: the responder was authorised by a look-alike
      Given the signature ocsp-look-alike of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ocsp-responder-expired @class:security @clause:RFC_6960/4.2.2.2
    Scenario Outline: <signer> to <verifier>: the responder had expired
      Given the signature ocsp-responder-expired of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ocsp-forged @class:security @clause:RFC_6960/3.2
    Scenario Outline: <signer> to <verifier>: the response is not signed by the responder
      Given the signature ocsp-forged of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A list counts when it is fresh, complete, and from the authority
    The signature brings a list, and nothing else speaks of the certificate.

    @case:crl-stale @class:security @clause:RFC_5280/6.3.3
    Scenario Outline: <signer> to <verifier>: the list is a month older than the signature
      Given the signature crl-stale of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:crl-future @class:security @clause:RFC_5280/5.1.2.4
    Scenario Outline: <signer> to <verifier>: the list is from the future
      Given the signature crl-future of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:crl-forged @class:security @clause:RFC_5280/6.3.3
    Scenario Outline: <signer> to <verifier>: the list is not signed by the authority
      Given the signature crl-forged of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:crl-of-another @class:security @clause:RFC_5280/6.3.3
    Scenario Outline: <signer> to <verifier>: the list is of another authority
      Given the signature crl-of-another of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:crl-look-alike @class:security @clause:RFC_5280/6.3.3
    Scenario Outline: <signer> to <verifier>: the list is of a look-alike
      Given the signature crl-look-alike of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:crl-unknown-critical @class:security @clause:RFC_5280/5.2
    Scenario Outline: <signer> to <verifier>: the list has a critical extension that nobody knows
      Given the signature crl-unknown-critical of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:crl-authorities-only @class:security @clause:RFC_5280/5.2.5
    Scenario Outline: <signer> to <verifier>: the list is about authorities alone
      Given the signature crl-authorities-only of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |
