@rejection @time-stamp
Feature: A time that is not proven is not believed abroad
  A signature whose certificate has been revoked since holds if a time-stamp proves that it is older. In each of these
  the time-stamp does not prove it. Beside each stands its twin with a right one.

  Each verifier meets every one of them once, from one signer that the seed of the round draws.

  Rule: Only a time-stamping authority stamps
    Its certificate is for time-stamping, critically and alone; it is valid, not revoked, and leads to an anchor.

    @case:tsa-purpose-missing @class:security @clause:RFC_3161/2.3
    Scenario Outline: <signer> to <verifier>: who stamps is no time-stamping authority
      Given the signature tsa-purpose-missing of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:tsa-purpose-not-critical @class:conformance @clause:RFC_3161/2.3
    Scenario Outline: <signer> to <verifier>: the purpose of the time-stamping authority is not critical
      Given the signature tsa-purpose-not-critical of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:tsa-purpose-not-alone @class:conformance @clause:RFC_3161/2.3
    Scenario Outline: <signer> to <verifier>: the time-stamping authority has a second purpose
      Given the signature tsa-purpose-not-alone of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:tsa-other-purpose @class:security @clause:RFC_3161/2.3
    Scenario Outline: <signer> to <verifier>: the certificate of who stamps is for another purpose
      Given the signature tsa-other-purpose of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:tsa-key-usage @class:security @clause:RFC_5280/4.2.1.3
    Scenario Outline: <signer> to <verifier>: the key of the time-stamping authority is for encipherment
      Given the signature tsa-key-usage of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:tsa-expired @class:security @clause:EN_319_102-1/5.4
    Scenario Outline: <signer> to <verifier>: the time-stamping authority had expired
      Given the signature tsa-expired of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:tsa-not-yet-valid @class:security @clause:EN_319_102-1/5.4
    Scenario Outline: <signer> to <verifier>: the time-stamping authority was not yet valid
      Given the signature tsa-not-yet-valid of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:tsa-revoked @class:security @clause:EN_319_102-1/5.4
    Scenario Outline: <signer> to <verifier>: the time-stamping authority was revoked
      Given the signature tsa-revoked of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:tsa-untrusted @class:security @clause:EN_319_102-1/5.4
    Scenario Outline: <signer> to <verifier>: the time-stamping authority leads to no anchor
      Given the signature tsa-untrusted of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A time-stamp proves what it is over
    The token is whole, by its authority, over this very signature.

    @case:stamp-of-another @class:security @clause:RFC_3161/2.4.2
    Scenario Outline: <signer> to <verifier>: the time-stamp is over something else
      Given the signature stamp-of-another of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:stamp-sha1 @class:policy @clause:TS_119_312/5
    Scenario Outline: <signer> to <verifier>: the imprint of the time-stamp is SHA-1
      Given the signature stamp-sha1 of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:stamp-forged @class:security @clause:RFC_3161/2.4.2
    Scenario Outline: <signer> to <verifier>: the time-stamp is not signed by the authority
      Given the signature stamp-forged of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:stamp-set-back @class:security @clause:RFC_3161/2.4.2
    Scenario Outline: <signer> to <verifier>: the time in the time-stamp was set back
      Given the signature stamp-set-back of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:stamp-not-a-token @class:security @clause:RFC_3161/2.4.2
    Scenario Outline: <signer> to <verifier>: the time-stamp is a signature over something else
      Given the signature stamp-not-a-token of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A claim is no proof
    What counts is the proven time, not the one that the signer wrote down.

    @case:stamp-after-revocation @class:security @clause:EN_319_102-1/5.5.4
    Scenario Outline: <signer> to <verifier>: the claimed time is before the revocation, the proven one after it
      Given the signature stamp-after-revocation of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:stamp-after-expiry @class:security @clause:EN_319_102-1/5.5.4
    Scenario Outline: <signer> to <verifier>: the claimed time is before the expiry, the proven one after it
      Given the signature stamp-after-expiry of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:stamp-from-the-future @class:security @clause:RFC_3161/2.4.2
    Scenario Outline: <signer> to <verifier>: the time-stamp is from the future
      Given the signature stamp-from-the-future of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: Times must fit together
    A document is stamped before it is signed, and what proves a late signature counts, too.

    @case:content-stamp-later @class:policy @clause:EN_319_102-1/5.5.4
    Scenario Outline: <signer> to <verifier>: the content is stamped later than the signature
      Given the signature content-stamp-later of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:content-stamp-after-revocation @class:security @clause:EN_319_102-1/5.3.4
    Scenario Outline: <signer> to <verifier>: the content is stamped after the revocation
      Given the signature content-stamp-after-revocation of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |
