@rejection @algorithm
Feature: An algorithm that proves nothing is refused abroad
  Mathematics binds a signature to its document and its key. In each of these it is too weak, named wrongly, or
  calculated so that a lax verifier does not notice.

  Each verifier meets every one of them once, from one signer that the seed of the round draws.

  Rule: Weak algorithms and short keys bind nobody
    Others than the signer could have made the signature.

    @case:md5 @class:policy @clause:TS_119_312/5
    Scenario Outline: <signer> to <verifier>: bound by MD5
      Given the signature md5 of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:rsa-1024 @class:policy @clause:TS_119_312/5
    Scenario Outline: <signer> to <verifier>: the key is RSA of 1024 bits
      Given the signature rsa-1024 of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: What is calculated is calculated in full
    A value that skips a part of the algorithm is no signature.

    @case:low-exponent-forgery @class:security @clause:RFC_5652/5.6
    Scenario Outline: <signer> to <verifier>: a forgery without the key, for an exponent of three
      Given the signature low-exponent-forgery of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ecdsa-zero @class:security @clause:RFC_5652/5.6
    Scenario Outline: <signer> to <verifier>: r and s are zero
      Given the signature ecdsa-zero of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:ecdsa-beyond-the-order @class:conformance @clause:RFC_5652/5.6
    Scenario Outline: <signer> to <verifier>: s lies beyond the order of the curve
      Given the signature ecdsa-beyond-the-order of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pss-salt-length @class:conformance @clause:RFC_5652/10.1.2
    Scenario Outline: <signer> to <verifier>: the salt has another length than the parameters say
      Given the signature pss-salt-length of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:gost-curve-swapped @class:security @clause:RFC_5652/5.6
    Scenario Outline: <signer> to <verifier>: the certificate names another curve
      Given the signature gost-curve-swapped of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: What is named is what is calculated
    A verifier uses the algorithms that the signature names, or says that it does not know them.

    @case:signature-algorithm-unknown @class:security @clause:RFC_5652/10.1.2
    Scenario Outline: <signer> to <verifier>: the signature algorithm is unknown
      Given the signature signature-algorithm-unknown of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:digest-algorithm-unknown @class:security @clause:RFC_5652/10.1.1
    Scenario Outline: <signer> to <verifier>: the digest algorithm is unknown
      Given the signature digest-algorithm-unknown of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:digest-algorithm-other @class:security @clause:RFC_5652/5.4
    Scenario Outline: <signer> to <verifier>: another digest algorithm is named
      Given the signature digest-algorithm-other of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:signature-algorithm-other @class:security @clause:RFC_5652/5.6
    Scenario Outline: <signer> to <verifier>: another digest is named in the signature algorithm
      Given the signature signature-algorithm-other of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |
