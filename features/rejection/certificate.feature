@rejection @certificate
Feature: A certificate that says nothing of its holder is refused abroad
  A signature is worth what its certificate is worth. In each of these one thing in the certificate, or in the chain
  above it, is wrong; everything else, the mathematics of the signature included, is right.

  Each verifier meets every one of them once, from one signer that the seed of the round draws.

  Rule: Only an authority issues certificates
    Who issues a certificate is an authority, may issue certificates, and keeps to the depth it was given.

    @case:ca-flag-missing @class:security @clause:RFC_5280/4.2.1.9
    Scenario Outline: <signer> to <verifier>: its issuer is no certification authority
      Given the signature ca-flag-missing of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:basic-constraints-missing @class:security @clause:RFC_5280/6.1.4
    Scenario Outline: <signer> to <verifier>: its issuer says nowhere that it is an authority
      Given the signature basic-constraints-missing of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ca-may-not-issue @class:security @clause:RFC_5280/4.2.1.3
    Scenario Outline: <signer> to <verifier>: its issuer may not sign certificates
      Given the signature ca-may-not-issue of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:path-too-long @class:security @clause:RFC_5280/4.2.1.9
    Scenario Outline: <signer> to <verifier>: an authority below an authority that may have none
      Given the signature path-too-long of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: An authority keeps to what it may vouch for
    Names, policies and critical extensions limit what a certificate is good for; a limit that is not understood is still one.

    @case:names-not-permitted @class:security @clause:RFC_5280/4.2.1.10
    Scenario Outline: <signer> to <verifier>: the name lies outside what the authority may name
      Given the signature names-not-permitted of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:policy-not-permitted @class:policy @clause:RFC_5280/6.1.5
    Scenario Outline: <signer> to <verifier>: no certificate policy is valid on the path
      Given the signature policy-not-permitted of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ca-unknown-critical-extension @class:security @clause:RFC_5280/4.2
    Scenario Outline: <signer> to <verifier>: its issuer has a critical extension that nobody knows
      Given the signature ca-unknown-critical-extension of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:unknown-critical-extension @class:security @clause:RFC_5280/4.2
    Scenario Outline: <signer> to <verifier>: the certificate has a critical extension that nobody knows
      Given the signature unknown-critical-extension of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A certificate is used for what it was issued for
    A key for encipherment signs nothing.

    @case:encipherment-only @class:security @clause:RFC_5280/4.2.1.3
    Scenario Outline: <signer> to <verifier>: the certificate is for encipherment
      Given the signature encipherment-only of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: The authority itself must be good
    The issuing authority is within its validity, not revoked, and signs with what can be relied on.

    @case:ca-expired @class:security @clause:RFC_5280/6.1.3
    Scenario Outline: <signer> to <verifier>: the issuing authority has expired
      Given the signature ca-expired of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ca-revoked @class:security @clause:RFC_5280/6.1.3
    Scenario Outline: <signer> to <verifier>: the issuing authority was revoked
      Given the signature ca-revoked of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ca-short-key @class:policy @clause:TS_119_312/5
    Scenario Outline: <signer> to <verifier>: the issuing authority has an RSA key of 1024 bits
      Given the signature ca-short-key of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ca-signs-sha1 @class:policy @clause:TS_119_312/5
    Scenario Outline: <signer> to <verifier>: the certificate is signed with SHA-1
      Given the signature ca-signs-sha1 of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A name proves nothing
    A certificate is from an authority when the key of the authority signed it, not when it says so.

    @case:look-alike-issuer @class:security @clause:RFC_5280/6.1
    Scenario Outline: <signer> to <verifier>: its issuer is named as the real one
      Given the signature look-alike-issuer of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:forged-certificate @class:security @clause:RFC_5280/6.1.3
    Scenario Outline: <signer> to <verifier>: no authority signed the certificate
      Given the signature forged-certificate of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:validity-altered @class:security @clause:RFC_5280/6.1.3
    Scenario Outline: <signer> to <verifier>: the end of the certificate was moved by its holder
      Given the signature validity-altered of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:self-signed @class:security @clause:RFC_5280/6.1
    Scenario Outline: <signer> to <verifier>: the certificate is signed by its own key
      Given the signature self-signed of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A certificate signs while it is valid
    Neither before its first day nor after its last one.

    @case:not-yet-valid @class:security @clause:RFC_5280/4.1.2.5
    Scenario Outline: <signer> to <verifier>: the certificate is not valid yet
      Given the signature not-yet-valid of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:signed-before-validity @class:policy @clause:EN_319_102-1/5.5.4
    Scenario Outline: <signer> to <verifier>: the signature is older than its certificate
      Given the signature signed-before-validity of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |
