@rejection @jws
Feature: A JSON signature is judged by what is known, not by what it says of itself
  The header of a JSON signature names its own algorithm, its own key and its own rules. Each scenario deviates in one
  thing from a signature that the same verifier accepts.

  Rule: The algorithm must be one of a key pair
    A header that may say anything also says that no key is needed.

    @case:jws-algorithm-none @class:security @clause:RFC_7515/4.1.1
    Scenario Outline: <signer> to <verifier>: the algorithm is none, and there is no value
      Given the signature jws-algorithm-none of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:jws-algorithm-hmac @class:security @clause:RFC_7515/10.6
    Scenario Outline: <signer> to <verifier>: the algorithm is one of a shared secret, and the secret is the public key
      Given the signature jws-algorithm-hmac of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: The key must be that of the certificate
    A stranger signs under the certificate of another and brings the own key along.

    @case:jws-embedded-key @class:security @clause:RFC_7515/4.1.3
    Scenario Outline: <signer> to <verifier>: the header brings the key that it is to be verified with
      Given the signature jws-embedded-key of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:jws-key-address @class:security @clause:RFC_7515/4.1.2
    Scenario Outline: <signer> to <verifier>: the header says where to fetch the key
      Given the signature jws-key-address of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:jws-key-name @class:security @clause:RFC_7515/4.1.4
    Scenario Outline: <signer> to <verifier>: the header names another key
      Given the signature jws-key-name of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:jws-chain-of-another @class:security @clause:RFC_7515/4.1.6
    Scenario Outline: <signer> to <verifier>: the chain is that of another holder
      Given the signature jws-chain-of-another of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:jws-signing-certificate-sha1 @class:policy @clause:TS_119_312/5
    Scenario Outline: <signer> to <verifier>: the protected header binds the certificate by SHA-1
      Given the signature jws-signing-certificate-sha1 of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: What is critical must be understood
    A signer may say what nobody may pass over.

    @case:jws-unknown-critical @class:security @clause:RFC_7515/4.1.11
    Scenario Outline: <signer> to <verifier>: a parameter is critical that no verifier knows
      Given the signature jws-unknown-critical of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:jws-b64-not-critical @class:security @clause:RFC_7797/6
    Scenario Outline: <signer> to <verifier>: the payload is signed without base64url, and crit does not say so
      Given the signature jws-b64-not-critical of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A signature must have one meaning
    Where a name stands twice, or a payload, each program may take another one.

    @case:jws-name-twice @class:security @clause:RFC_7515/4
    Scenario Outline: <signer> to <verifier>: the header names two algorithms
      Given the signature jws-name-twice of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:jws-header-overlap @class:security @clause:RFC_7515/4
    Scenario Outline: <signer> to <verifier>: the unprotected header names another algorithm
      Given the signature jws-header-overlap of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:jws-second-payload @class:security @clause:TS_119_182-1/5.2.8
    Scenario Outline: <signer> to <verifier>: a payload stands beside the one that is signed elsewhere
      Given the signature jws-second-payload of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:jws-time-unprotected @class:policy @clause:TS_119_182-1/5.1
    Scenario Outline: <signer> to <verifier>: the claimed signing time is not signed
      Given the signature jws-time-unprotected of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:jws-two-times @class:conformance @clause:TS_119_182-1/5.2.1
    Scenario Outline: <signer> to <verifier>: two signing times are claimed
      Given the signature jws-two-times of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:jws-padding @class:conformance @clause:RFC_7515/2
    Scenario Outline: <signer> to <verifier>: the value has padding
      Given the signature jws-padding of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |
