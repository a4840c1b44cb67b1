@recognition @obstacle
Feature: A valid signature that is hard to read is recognised abroad
  Each of these signatures is right, and each has one thing in it that is usual at home and rare abroad.
  Beside each stands its easy twin, the same signature without that thing: who accepts the twin alone
  stumbles over the obstacle, not over the state.

  Each verifier meets every obstacle once, from one signer that the seed of the round draws.

  Rule: How it is encoded

    @case:indefinite-length @clause:RFC_5652/5.2
    Scenario Outline: <signer> to <verifier>: BER with indefinite lengths
      Given the signature indefinite-length of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:issuer-by-aia @clause:RFC_5280/4.2.2.1
    Scenario Outline: <signer> to <verifier>: the issuing CA is linked, not embedded
      Given the signature issuer-by-aia of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: What stands in the certificate

    @case:cyrillic-names @clause:RFC_5280/4.1.2.4
    Scenario Outline: <signer> to <verifier>: names in Cyrillic
      Given the signature cyrillic-names of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:unknown-extension @clause:RFC_5280/4.2
    Scenario Outline: <signer> to <verifier>: an unknown extension, not critical
      Given the signature unknown-extension of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: Who answers for it

    @case:ocsp-unreachable @clause:RFC_5280/6.3
    Scenario Outline: <signer> to <verifier>: OCSP answers nobody, the CRL is there
      Given the signature ocsp-unreachable of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:gost-revocation @clause:RFC_5280/6.1
    Scenario Outline: <signer> to <verifier>: a common key under a national authority
      Given the signature gost-revocation of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: When it was made

    @case:clock-skew @clause:EN_319_102-1/5.5
    Scenario Outline: <signer> to <verifier>: the clock of the signer is ahead
      Given the signature clock-skew of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:fractional-time @clause:RFC_3161/2.4.2
    Scenario Outline: <signer> to <verifier>: a time-stamp with a fraction of a second
      Given the signature fractional-time of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:foreign-time-stamp @clause:EN_319_102-1/5.4
    Scenario Outline: <signer> to <verifier>: a time-stamp of another state
      Given the signature foreign-time-stamp of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:gost-time-stamp @clause:EN_319_102-1/5.4
    Scenario Outline: <signer> to <verifier>: a common key, a national time-stamp
      Given the signature gost-time-stamp of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |
